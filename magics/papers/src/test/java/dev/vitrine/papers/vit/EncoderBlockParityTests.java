package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One block against the same formula in libtorch: output, loss and the gradients of everything. */
class EncoderBlockParityTests {

    private static final int B = 3;
    private static final int T = 50;
    private static final int D = 48;
    private static final int HEADS = 3;
    private static final int MLP = 96;

    static Stream<String> devices() {
        return Device.list().stream().filter(DeviceInfo::usable).map(DeviceInfo::name);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void blockAgreesWithLibtorch(String device) {
        Device before = Device.current();
        Device.use(Device.named(device));
        try {
            Initializer init = new Initializer(new Philox(71), DType.FLOAT);
            EncoderBlock block = new EncoderBlock(D, MLP, HEADS, 0, init);
            Map<String, Tensor> state = new LinkedHashMap<>();
            block.parameters()
                    .forEach(
                            (name, p) ->
                                    state.put(name, p.add(init.normal(0.1, p.shape())).detach()));
            block.load(state);
            Tensor x = init.normal(1, B, T, D);
            Tensor weights = init.normal(1, B, T, D).detach();

            Map<String, float[]> ours = new LinkedHashMap<>();
            Tensor y = block.forward(x);
            ours.put("output", y.toFloatArray());
            Tensor loss = y.mul(weights).sum();
            loss.backward();
            ours.put("x", x.grad().toFloatArray());
            block.parameters().forEach((name, p) -> ours.put(name, p.grad().toFloatArray()));

            Map<String, float[]> theirs = libtorch(state, x.toFloatArray(), weights.toFloatArray());
            assertThat(ours.keySet()).isEqualTo(theirs.keySet());
            ours.forEach(
                    (name, values) ->
                            assertThat(distance(values, theirs.get(name)))
                                    .as(name)
                                    .isLessThan(1e-4));
        } finally {
            Device.use(before);
        }
    }

    /**
     * Euclidean distance, relative to the expected length; the small constant is for the keys'
     * bias, which is zero.
     */
    private static double distance(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double length = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            length += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference) / (Math.sqrt(length) + 1);
    }

    private static Map<String, float[]> libtorch(
            Map<String, Tensor> state, float[] tokens, float[] weighting) {
        try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            Map<String, NDArray> p = new LinkedHashMap<>();
            NDArray x = manager.create(tokens, new Shape(B, T, D));
            p.put("x", x);
            state.forEach(
                    (name, value) ->
                            p.put(
                                    name,
                                    manager.create(
                                            value.toFloatArray(), new Shape(value.shape()))));
            p.values().forEach(array -> array.setRequiresGradient(true));
            Map<String, float[]> result = new LinkedHashMap<>();
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray y = block(x, p);
                result.put("output", y.toFloatArray());
                collector.backward(y.mul(manager.create(weighting, new Shape(B, T, D))).sum());
            }
            p.forEach((name, array) -> result.put(name, array.getGradient().toFloatArray()));
            return result;
        }
    }

    private static NDArray block(NDArray x, Map<String, NDArray> p) {
        x = x.add(attention(norm(x, p, "LayerNorm_0/"), p));
        NDArray hidden = gelu(linear(norm(x, p, "LayerNorm_1/"), p, "MlpBlock_0/Dense_0/"));
        return x.add(linear(hidden, p, "MlpBlock_0/Dense_1/"));
    }

    private static NDArray attention(NDArray x, Map<String, NDArray> p) {
        String prefix = "MultiHeadDotProductAttention_0/";
        NDArray q = heads(linear(x, p, prefix + "query/"));
        NDArray k = heads(linear(x, p, prefix + "key/"));
        NDArray v = heads(linear(x, p, prefix + "value/"));
        NDArray scores =
                q.matMul(k.transpose(0, 1, 3, 2)).div(number(q, Math.sqrt((double) D / HEADS)));
        NDArray merged = scores.softmax(3).matMul(v).transpose(0, 2, 1, 3).reshape(B, T, D);
        return linear(merged, p, prefix + "out/");
    }

    private static NDArray heads(NDArray x) {
        return x.reshape(B, T, HEADS, D / HEADS).transpose(0, 2, 1, 3);
    }

    private static NDArray linear(NDArray x, Map<String, NDArray> p, String prefix) {
        return x.matMul(p.get(prefix + "kernel")).add(p.get(prefix + "bias"));
    }

    private static NDArray norm(NDArray x, Map<String, NDArray> p, String prefix) {
        NDArray centred = x.sub(x.mean(new int[] {2}, true));
        NDArray variance = centred.mul(centred).mean(new int[] {2}, true);
        return centred.div(variance.add(1e-6).sqrt())
                .mul(p.get(prefix + "scale"))
                .add(p.get(prefix + "bias"));
    }

    /**
     * A number that lives as long as the manager. DJL's own {@code x.mul(0.5)} gives the number's
     * memory to the garbage collector at once, and libtorch reads it again for the gradient.
     */
    private static NDArray number(NDArray beside, double value) {
        return beside.getManager().create((float) value);
    }

    private static NDArray gelu(NDArray x) {
        NDArray cubic = x.mul(x).mul(x).mul(number(x, 0.044715));
        NDArray inner = x.add(cubic).mul(number(x, Math.sqrt(2 / Math.PI)));
        return x.mul(number(x, 0.5)).mul(inner.tanh().add(1));
    }
}
