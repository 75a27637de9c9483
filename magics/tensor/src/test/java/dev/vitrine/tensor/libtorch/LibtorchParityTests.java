package dev.vitrine.tensor.libtorch;

import static dev.vitrine.tensor.libtorch.LibtorchCase.number;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Gelu;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and gradients of every primitive, and of a whole pre-LN block, against libtorch through
 * DJL, on each usable device: within 1e-4 of the largest element in single precision.
 */
class LibtorchParityTests {

    private static final double TOLERANCE = 1e-4;

    private final Device before = Device.current();

    @BeforeAll
    static void unpackBesideTheBuild() {
        LibtorchCase.startLibtorch();
    }

    @AfterEach
    void restoreDevice() {
        Device.use(before);
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    private static List<LibtorchCase> cases() {
        List<LibtorchCase> cases = new ArrayList<>();
        long[] small = shape(4, 6);
        cases.add(new LibtorchCase("add", t -> t[0].add(t[1]), n -> n[0].add(n[1]), small, small));
        cases.add(
                new LibtorchCase(
                        "add, broadcast",
                        t -> t[0].add(t[1]),
                        n -> n[0].add(n[1]),
                        shape(3, 4, 6),
                        shape(4, 1)));
        cases.add(
                new LibtorchCase("sub", t -> t[0].sub(t[1]), n -> n[0].sub(n[1]), small, shape(6)));
        cases.add(
                new LibtorchCase("mul", t -> t[0].mul(t[1]), n -> n[0].mul(n[1]), small, shape(6)));
        cases.add(
                new LibtorchCase(
                        "div", t -> t[0].div(t[1].exp()), n -> n[0].div(n[1].exp()), small, small));
        cases.add(
                new LibtorchCase(
                        "scale and shift",
                        t -> t[0].mul(3).add(2),
                        n -> n[0].mul(number(n[0], 3)).add(2),
                        small));
        cases.add(new LibtorchCase("exp", t -> t[0].exp(), n -> n[0].exp(), small));
        cases.add(
                new LibtorchCase(
                        "log", t -> t[0].exp().add(1).log(), n -> n[0].exp().add(1).log(), small));
        cases.add(new LibtorchCase("sqrt", t -> t[0].exp().sqrt(), n -> n[0].exp().sqrt(), small));
        cases.add(
                new LibtorchCase(
                        "pow",
                        t -> t[0].exp().pow(1.7),
                        n -> n[0].exp().pow(number(n[0], 1.7)),
                        small));
        cases.add(new LibtorchCase("tanh", t -> t[0].tanh(), n -> n[0].tanh(), shape(50, 40)));
        cases.add(
                new LibtorchCase(
                        "sigmoid",
                        t -> t[0].sigmoid(),
                        n -> JniUtils.sigmoid((PtNDArray) n[0]),
                        shape(50, 40)));
        cases.add(
                new LibtorchCase(
                        "relu",
                        t -> t[0].relu(),
                        n -> JniUtils.relu((PtNDArray) n[0]),
                        shape(50, 40)));
        cases.add(
                new LibtorchCase(
                        "silu",
                        t -> t[0].silu(),
                        n -> n[0].mul(JniUtils.sigmoid((PtNDArray) n[0])),
                        shape(50, 40)));
        cases.add(
                new LibtorchCase(
                        "gelu, exact",
                        t -> t[0].gelu(Gelu.ERF),
                        n -> JniUtils.gelu((PtNDArray) n[0]),
                        shape(50, 40)));
        cases.add(
                new LibtorchCase(
                        "gelu, tanh",
                        t -> t[0].gelu(Gelu.TANH),
                        n ->
                                n[0].mul(number(n[0], 0.5))
                                        .mul(
                                                n[0].add(
                                                                n[0].pow(number(n[0], 3))
                                                                        .mul(
                                                                                number(
                                                                                        n[0],
                                                                                        0.044715)))
                                                        .mul(number(n[0], Math.sqrt(2 / Math.PI)))
                                                        .tanh()
                                                        .add(1)),
                        shape(50, 40)));
        cases.add(
                new LibtorchCase(
                        "matmul",
                        t -> t[0].matmul(t[1]),
                        n -> n[0].matMul(n[1]),
                        shape(70, 33),
                        shape(33, 130)));
        cases.add(
                new LibtorchCase(
                        "matmul, transposed",
                        t -> t[0].matmul(t[1], true, true),
                        n -> n[0].transpose().matMul(n[1].transpose()),
                        shape(33, 70),
                        shape(130, 33)));
        cases.add(
                new LibtorchCase(
                        "matmul, batched and broadcast",
                        t -> t[0].matmul(t[1]),
                        n -> n[0].matMul(n[1]),
                        shape(3, 2, 20, 30),
                        shape(2, 30, 10)));
        cases.add(
                new LibtorchCase(
                        "linear",
                        t -> t[0].linear(t[1], t[2]),
                        n -> n[0].matMul(n[1]).add(n[2]),
                        shape(5, 300, 64),
                        shape(64, 96),
                        shape(96)));
        cases.add(
                new LibtorchCase(
                        "linear with gelu",
                        t -> t[0].linear(t[1], t[2], Activation.GELU_ERF),
                        n -> JniUtils.gelu((PtNDArray) n[0].matMul(n[1]).add(n[2])),
                        shape(5, 300, 64),
                        shape(64, 96),
                        shape(96)));
        cases.add(
                new LibtorchCase(
                        "sum", t -> t[0].sum(1), n -> n[0].sum(new int[] {1}), shape(5, 6, 7)));
        cases.add(
                new LibtorchCase(
                        "sum, leading axes",
                        t -> t[0].sum(0, 1),
                        n -> n[0].sum(new int[] {0, 1}),
                        shape(5, 6, 7)));
        cases.add(
                new LibtorchCase(
                        "mean", t -> t[0].mean(2), n -> n[0].mean(new int[] {2}), shape(5, 6, 7)));
        cases.add(
                new LibtorchCase(
                        "max", t -> t[0].max(1), n -> n[0].max(new int[] {1}), shape(5, 6, 7)));
        cases.add(
                new LibtorchCase(
                        "softmax", t -> t[0].softmax(-1), n -> n[0].softmax(-1), shape(30, 50)));
        cases.add(
                new LibtorchCase(
                        "softmax, first axis",
                        t -> t[0].softmax(0),
                        n -> n[0].softmax(0),
                        shape(30, 50)));
        cases.add(
                new LibtorchCase(
                        "log softmax",
                        t -> t[0].logSoftmax(-1),
                        n -> n[0].logSoftmax(-1),
                        shape(30, 50)));
        cases.add(
                new LibtorchCase(
                        "layer norm",
                        t -> t[0].layerNorm(t[1], t[2], 1e-6),
                        n -> layerNorm(n[0], n[1], n[2]),
                        shape(400, 64),
                        shape(64),
                        shape(64)));
        cases.add(
                new LibtorchCase(
                        "attention",
                        t -> Tensor.attention(t[0], t[1], t[2]),
                        n -> attention(n[0], n[1], n[2]),
                        shape(4, 3, 50, 32),
                        shape(4, 3, 50, 32),
                        shape(4, 3, 50, 32)));
        cases.add(
                new LibtorchCase(
                        "reshape", t -> t[0].reshape(8, 3), n -> n[0].reshape(8, 3), small));
        cases.add(
                new LibtorchCase(
                        "permute",
                        t -> t[0].permute(2, 0, 1),
                        n -> n[0].transpose(2, 0, 1),
                        shape(3, 4, 5)));
        cases.add(
                new LibtorchCase(
                        "slice",
                        t -> t[0].slice(1, 1, 3),
                        n -> n[0].get(new NDIndex(":, 1:3")),
                        shape(3, 4, 5)));
        cases.add(
                new LibtorchCase(
                        "concat",
                        t -> Tensor.concat(1, t[0], t[1]),
                        n -> n[0].concat(n[1], 1),
                        shape(3, 4, 5),
                        shape(3, 2, 5)));
        cases.add(
                new LibtorchCase(
                        "index select",
                        t -> t[0].indexSelect(0, 3, 1, 3),
                        n ->
                                n[0].get(
                                        n[0].getManager()
                                                .create(new int[] {3, 1, 3})
                                                .toType(DataType.INT64, false)),
                        shape(5, 6)));
        cases.add(
                new LibtorchCase(
                        "softmax cross-entropy",
                        t -> t[0].softmaxCrossEntropy(t[1].detach().softmax(-1)),
                        n -> {
                            NDArray targets = n[1].stopGradient().softmax(-1);
                            return n[0].logSoftmax(-1).mul(targets).sum(new int[] {1}).mean().neg();
                        },
                        shape(20, 10),
                        shape(20, 10)));
        cases.add(block());
        return cases;
    }

    /** A pre-LN encoder block: equations 2 and 3 of the ViT paper. */
    private static LibtorchCase block() {
        int heads = 3;
        int d = 48;
        int tokens = 17;
        return new LibtorchCase(
                "ViT block",
                t -> {
                    Tensor x =
                            t[0].add(
                                    t[0].layerNorm(t[1], t[2], 1e-6)
                                            .linear(t[3].mul(0.1), t[4])
                                            .selfAttention(heads)
                                            .linear(t[5].mul(0.1), t[6]));
                    return x.add(
                            x.layerNorm(t[7], t[8], 1e-6)
                                    .linear(t[9].mul(0.1), t[10], Activation.GELU_ERF)
                                    .linear(t[11].mul(0.1), t[12]));
                },
                n -> {
                    NDArray qkv =
                            layerNorm(n[0], n[1], n[2])
                                    .matMul(n[3].mul(number(n[3], 0.1)))
                                    .add(n[4])
                                    .reshape(-1, tokens, 3, heads, d / heads)
                                    .transpose(2, 0, 3, 1, 4);
                    NDArray mixed =
                            attention(qkv.get(0), qkv.get(1), qkv.get(2))
                                    .transpose(0, 2, 1, 3)
                                    .reshape(-1, tokens, d);
                    NDArray x = n[0].add(mixed.matMul(n[5].mul(number(n[5], 0.1))).add(n[6]));
                    NDArray hidden =
                            JniUtils.gelu(
                                    (PtNDArray)
                                            layerNorm(x, n[7], n[8])
                                                    .matMul(n[9].mul(number(n[9], 0.1)))
                                                    .add(n[10]));
                    return x.add(hidden.matMul(n[11].mul(number(n[11], 0.1))).add(n[12]));
                },
                shape(8, tokens, d),
                shape(d),
                shape(d),
                shape(d, 3 * d),
                shape(3 * d),
                shape(d, d),
                shape(d),
                shape(d),
                shape(d),
                shape(d, 4 * d),
                shape(4 * d),
                shape(4 * d, d),
                shape(d));
    }

    private static NDArray layerNorm(NDArray x, NDArray scale, NDArray bias) {
        return JniUtils.layerNorm(
                (PtNDArray) x, scale.getShape(), (PtNDArray) scale, (PtNDArray) bias, 1e-6);
    }

    private static NDArray attention(NDArray q, NDArray k, NDArray v) {
        double scale = 1 / Math.sqrt(q.getShape().get(3));
        return q.mul(number(q, scale)).matMul(k.swapAxes(2, 3)).softmax(-1).matMul(v);
    }

    @TestFactory
    Stream<DynamicTest> valuesAndGradientsAgreeOnEveryDevice() {
        return LibtorchCase.onEveryDevice(cases());
    }

    @TestFactory
    Stream<DynamicTest> threeStepsOfAdamWAgree() {
        return Device.list().stream()
                .filter(DeviceInfo::usable)
                .map(device -> DynamicTest.dynamicTest(device.name(), () -> adamw(device.name())));
    }

    private static void adamw(String device) {
        Device.use(Device.named(device));
        double rate = 0.01;
        double decay = 0.1;
        try (Scope scope = Scope.open();
                NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            Tensor parameter = new Philox(1).normal(300, 40);
            Tensor m = Tensor.zeros(300, 40);
            Tensor v = Tensor.zeros(300, 40);
            PtNDArray expected =
                    (PtNDArray) manager.create(parameter.toFloatArray(), new Shape(300, 40));
            PtNDArray mean = (PtNDArray) manager.zeros(new Shape(300, 40));
            PtNDArray variance = (PtNDArray) manager.zeros(new Shape(300, 40));
            for (int step = 1; step <= 3; step++) {
                Tensor gradient = new Philox(10 + step).normal(300, 40);
                Updates.adamw(
                        parameter, gradient, m, v, rate, 0.9, 0.999, 1e-8, rate * decay, step);
                double corrected =
                        rate * Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
                JniUtils.adamUpdate(
                        expected,
                        (PtNDArray) manager.create(gradient.toFloatArray(), new Shape(300, 40)),
                        mean,
                        variance,
                        (float) rate,
                        (float) corrected,
                        (float) decay,
                        1,
                        -1,
                        0.9f,
                        0.999f,
                        1e-8f,
                        true);
            }
            LibtorchCase.assertClose(
                    "parameter", parameter.toFloatArray(), expected.toFloatArray());
            LibtorchCase.assertClose("first moment", m.toFloatArray(), mean.toFloatArray());
            LibtorchCase.assertClose("second moment", v.toFloatArray(), variance.toFloatArray());
        }
    }
}
