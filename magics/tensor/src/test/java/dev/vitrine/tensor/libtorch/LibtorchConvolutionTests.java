package dev.vitrine.tensor.libtorch;

import static dev.vitrine.tensor.libtorch.LibtorchCase.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Interpolation;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Normalization.RunningStatistics;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Convolution, pooling and the normalisations of images against libtorch, which has channels first:
 * its side permutes. A transposed convolution, which DJL does not bind, is there the gradient of a
 * convolution's images.
 */
class LibtorchConvolutionTests {

    private final Device before = Device.current();

    @BeforeAll
    static void startLibtorch() {
        LibtorchCase.startLibtorch();
    }

    @AfterEach
    void restoreDevice() {
        Device.use(before);
    }

    @TestFactory
    Stream<DynamicTest> valuesAndGradientsAgreeOnEveryDevice() {
        return Stream.of(convolutions(), pools(), resizes(), norms())
                .flatMap(LibtorchCase::onEveryDevice);
    }

    private static PtNDArray first(NDArray channelsLast) {
        return (PtNDArray) channelsLast.transpose(0, 3, 1, 2);
    }

    private static NDArray last(NDArray channelsFirst) {
        return channelsFirst.transpose(0, 2, 3, 1);
    }

    private static List<LibtorchCase> convolutions() {
        List<LibtorchCase> cases = new ArrayList<>();
        cases.add(convolution("3×3", Window.of(3).withPadding(1), 1, 8, 12));
        cases.add(convolution("stride", Window.of(3).withStride(2).withPadding(1), 1, 8, 12));
        cases.add(convolution("4×4, stride", Window.of(4).withStride(2).withPadding(1), 1, 3, 16));
        cases.add(convolution("dilation", Window.of(3).withDilation(2).withPadding(2), 1, 8, 12));
        cases.add(convolution("groups", Window.of(3).withPadding(1), 4, 8, 12));
        cases.add(convolution("depthwise", Window.of(5).withPadding(2), 8, 8, 8));
        cases.add(convolution("1×1", Window.of(1), 1, 16, 24));
        cases.add(convolution("1×1, stride", Window.of(1).withStride(2), 1, 16, 24));
        cases.add(convolution("rectangular", Window.of(2, 5), 1, 4, 6));
        cases.add(
                new LibtorchCase(
                        "conv1d",
                        t ->
                                Convolutions.conv1d(
                                        t[0], t[1], t[2], Window.line(3).withPadding(1), 1),
                        n ->
                                JniUtils.convolution(
                                                (PtNDArray) n[0].transpose(0, 2, 1),
                                                (PtNDArray) n[1].transpose(2, 1, 0),
                                                (PtNDArray) n[2],
                                                new Shape(1),
                                                new Shape(1),
                                                new Shape(1),
                                                1)
                                        .transpose(0, 2, 1),
                        shape(3, 20, 4),
                        shape(3, 4, 6),
                        shape(6)));
        return cases;
    }

    private static LibtorchCase convolution(
            String name, Window window, int groups, long in, long out) {
        return new LibtorchCase(
                "convolution, " + name,
                t -> Convolutions.conv2d(t[0], t[1], t[2], window, groups),
                n -> last(convolution(first(n[0]), n[1], n[2], window, groups)),
                shape(3, 11, 10, in),
                shape(window.height(), window.width(), in / groups, out),
                shape(out));
    }

    private static PtNDArray convolution(
            PtNDArray images, NDArray weight, NDArray bias, Window window, int groups) {
        return JniUtils.convolution(
                images,
                (PtNDArray) weight.transpose(3, 2, 0, 1),
                (PtNDArray) bias,
                new Shape(window.strideY(), window.strideX()),
                new Shape(window.top(), window.left()),
                new Shape(window.dilationY(), window.dilationX()),
                groups);
    }

    private static List<LibtorchCase> pools() {
        Window window = Window.of(3).withStride(2).withPadding(1);
        Shape size = new Shape(3, 3);
        Shape two = new Shape(2, 2);
        Shape one = new Shape(1, 1);
        return List.of(
                new LibtorchCase(
                        "maxPool",
                        t -> Convolutions.maxPool(t[0], window),
                        n -> last(JniUtils.maxPool(first(n[0]), size, two, one, false)),
                        shape(2, 9, 8, 5)),
                new LibtorchCase(
                        "averagePool",
                        t -> Convolutions.averagePool(t[0], window),
                        n -> last(JniUtils.avgPool(first(n[0]), size, two, one, false, true)),
                        shape(2, 9, 8, 5)));
    }

    /** DJL always asks libtorch to antialias; its mode 2 is bilinear. */
    private static List<LibtorchCase> resizes() {
        long[] size = {4, 11};
        return List.of(
                new LibtorchCase(
                        "resize, antialiased",
                        t -> Convolutions.resize(t[0], 4, 11, Interpolation.LINEAR, true),
                        n -> last(JniUtils.interpolate(first(n[0]), size, 2, false)),
                        shape(2, 7, 6, 3)),
                new LibtorchCase(
                        "resize",
                        t -> Convolutions.resize(t[0], 4, 11, Interpolation.LINEAR, false),
                        n -> last(JniUtils.interpolate(first(n[0]), size, 2, false)),
                        shape(2, 3, 4, 3)));
    }

    private static List<LibtorchCase> norms() {
        return List.of(
                new LibtorchCase(
                        "batchNorm",
                        t -> Normalization.batchNorm(t[0], t[1], t[2], 1e-5, null),
                        n ->
                                last(
                                        JniUtils.batchNorm(
                                                first(n[0]),
                                                zeros(n[0], 6),
                                                (PtNDArray) n[0].getManager().ones(new Shape(6)),
                                                (PtNDArray) n[1],
                                                (PtNDArray) n[2],
                                                true,
                                                0.1,
                                                1e-5)),
                        shape(4, 5, 7, 6),
                        shape(6),
                        shape(6)),
                new LibtorchCase(
                        "groupNorm",
                        t -> Normalization.groupNorm(t[0], 2, t[1], t[2], 1e-5),
                        n -> {
                            NDArray x = first(n[0]).reshape(4, 2, -1);
                            NDArray centred = x.sub(x.mean(new int[] {2}, true));
                            NDArray variance = centred.square().mean(new int[] {2}, true);
                            NDArray normal = centred.div(variance.add(1e-5f).sqrt());
                            return last(normal.reshape(4, 6, 5, 7)).mul(n[1]).add(n[2]);
                        },
                        shape(4, 5, 7, 6),
                        shape(6),
                        shape(6)),
                new LibtorchCase(
                        "rmsNorm",
                        t -> Normalization.rmsNorm(t[0], t[1], 1e-6),
                        n ->
                                n[0].div(n[0].square().mean(new int[] {1}, true).add(1e-6f).sqrt())
                                        .mul(n[1]),
                        shape(40, 30),
                        shape(30)));
    }

    private static PtNDArray zeros(NDArray beside, long size) {
        return (PtNDArray) beside.getManager().zeros(new Shape(size));
    }

    @Test
    void runningStatisticsFollowAsInLibtorch() {
        try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            RunningStatistics running = RunningStatistics.of(6, 0.1);
            PtNDArray mean = (PtNDArray) manager.zeros(new Shape(6));
            PtNDArray variance = (PtNDArray) manager.ones(new Shape(6));
            PtNDArray one = (PtNDArray) manager.ones(new Shape(6));
            PtNDArray zero = (PtNDArray) manager.zeros(new Shape(6));
            Tensor x = null;
            for (int step = 0; step < 3; step++) {
                x = new Philox(step).normal(4, 3, 2, 6).add(step);
                Normalization.batchNorm(x, null, null, 1e-5, running);
                PtNDArray same = first(manager.create(x.toFloatArray(), new Shape(x.shape())));
                JniUtils.batchNorm(same, mean, variance, one, zero, true, 0.1, 1e-5);
            }
            LibtorchCase.assertClose("mean", running.mean().toFloatArray(), mean.toFloatArray());
            LibtorchCase.assertClose(
                    "variance", running.variance().toFloatArray(), variance.toFloatArray());
            PtNDArray same = first(manager.create(x.toFloatArray(), new Shape(x.shape())));
            NDArray expected =
                    last(JniUtils.batchNorm(same, mean, variance, one, zero, false, 0.1, 1e-5));
            Tensor y = Normalization.batchNormTrained(x, null, null, 1e-5, running);
            LibtorchCase.assertClose("trained", y.toFloatArray(), expected.toFloatArray());
        }
    }

    /** sum(convTranspose(x) y) = sum(x conv(y)) for all x and y: they are transposes. */
    @Test
    void transposedConvolutionIsTheTransposeOfLibtorchsConvolution() {
        Window window = Window.of(4).withStride(2).withPadding(1);
        Tensor x = new Philox(1).normal(2, 5, 6, 8);
        Tensor weight = new Philox(2).normal(4, 4, 3, 8);
        Tensor y = new Philox(3).normal(2, 10, 12, 3);
        double left = Convolutions.convTranspose2d(x, weight, null, window, 1).mul(y).sum().item();
        try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            PtNDArray images = first(manager.create(y.toFloatArray(), new Shape(y.shape())));
            NDArray kernel = manager.create(weight.toFloatArray(), new Shape(weight.shape()));
            NDArray bias = manager.zeros(new Shape(8));
            NDArray result = last(convolution(images, kernel, bias, window, 1));
            NDArray product = result.mul(manager.create(x.toFloatArray(), new Shape(x.shape())));
            assertThat(left).isCloseTo(product.sum().getFloat(), withinPercentage(0.01));
        }
    }
}
