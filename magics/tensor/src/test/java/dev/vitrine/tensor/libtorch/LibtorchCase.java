package dev.vitrine.tensor.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The same function of normal random inputs on both sides. */
record LibtorchCase(
        String name,
        Function<Tensor[], Tensor> vitrine,
        Function<NDArray[], NDArray> libtorch,
        long[]... shapes) {

    private static final double TOLERANCE = 1e-4;

    /** Loads the engine, unpacked beside the build. */
    static void startLibtorch() {
        System.setProperty("ai.djl.offline", "true");
        if (System.getenv("DJL_CACHE_DIR") == null) {
            System.setProperty("DJL_CACHE_DIR", "target/djl");
        }
        Engine.getEngine("PyTorch");
    }

    static long[] shape(long... sizes) {
        return sizes;
    }

    /**
     * A number that lives as long as the manager of an array beside it. DJL's own {@code
     * n.mul(0.1)} gives the number's memory to the garbage collector at once, and libtorch reads it
     * again for the gradient.
     */
    static NDArray number(NDArray beside, double value) {
        return beside.getManager().create((float) value);
    }

    static Stream<DynamicTest> onEveryDevice(List<LibtorchCase> cases) {
        return Device.list().stream()
                .filter(DeviceInfo::usable)
                .flatMap(
                        device ->
                                cases.stream()
                                        .map(
                                                c ->
                                                        DynamicTest.dynamicTest(
                                                                device.name() + ": " + c.name(),
                                                                () -> c.compare(device.name()))));
    }

    private void compare(String device) {
        Device.use(Device.named(device));
        int inputs = shapes.length;
        float[][] values = new float[inputs][];
        try (Scope scope = Scope.open();
                NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            Tensor[] tensors = new Tensor[inputs];
            NDArray[] arrays = new NDArray[inputs];
            for (int i = 0; i < inputs; i++) {
                tensors[i] = new Philox(100 + i).normal(shapes[i]);
                values[i] = tensors[i].toFloatArray();
                tensors[i].requiresGrad(true);
                arrays[i] = manager.create(values[i], new Shape(shapes[i]));
                arrays[i].setRequiresGradient(true);
            }
            Tensor result = vitrine.apply(tensors);
            // Weights of the sum that is differentiated: with ones, the gradient of a softmax would
            // be zero.
            Tensor weights = new Philox(7).normal(result.shape());
            result.mul(weights).sum().backward();
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray expected = libtorch.apply(arrays);
                assertThat(expected.getShape().getShape()).as("shape").isEqualTo(result.shape());
                assertClose("value", result.toFloatArray(), expected.toFloatArray());
                NDArray loss =
                        expected.mul(manager.create(weights.toFloatArray(), expected.getShape()))
                                .sum();
                collector.backward(loss);
            }
            for (int i = 0; i < inputs; i++) {
                if (tensors[i].grad() != null) {
                    assertClose(
                            "gradient of argument " + i,
                            tensors[i].grad().toFloatArray(),
                            arrays[i].getGradient().toFloatArray());
                }
            }
        }
    }

    static void assertClose(String what, float[] actual, float[] expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double size = 0;
        for (float value : expected) {
            size = Math.max(size, Math.abs(value));
        }
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            if (!(difference <= TOLERANCE * Math.max(size, 1e-3))) {
                assertThat(actual[i])
                        .as("%s, element %d, largest %s", what, i, size)
                        .isEqualTo(expected[i]);
            }
        }
    }
}
