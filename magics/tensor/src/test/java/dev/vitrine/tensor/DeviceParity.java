package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Compares an operation on a device with the reference, forward and backward. */
final class DeviceParity {

    static final String REFERENCE = "java";

    private DeviceParity() {}

    /** Leaves the current device changed. */
    static void check(Device device, DType dtype, OperationCase operation) {
        List<double[]> expected = resultAndGradients(Device.named(REFERENCE), dtype, operation);
        List<double[]> actual = resultAndGradients(device, dtype, operation);
        double precision = dtype == DType.FLOAT ? 2e-5 : 1e-12;
        for (int i = 0; i < expected.size(); i++) {
            assertThat(difference(actual.get(i), expected.get(i)))
                    .as(i == 0 ? "result" : "gradient of input " + (i - 1))
                    .isLessThan(precision);
        }
    }

    /**
     * Largest difference, relative to the largest element or 1; infinite where one is not a number.
     */
    private static double difference(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 1;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double distance = Math.abs(actual[i] - expected[i]);
            difference =
                    Double.isNaN(distance)
                            ? Double.POSITIVE_INFINITY
                            : Math.max(difference, distance);
        }
        return difference / largest;
    }

    /**
     * The result, then the gradient of each input, of a loss that also makes gradients accumulate.
     */
    private static List<double[]> resultAndGradients(
            Device device, DType dtype, OperationCase operation) {
        Device.use(device);
        try (Scope scope = Scope.open()) {
            Tensor[] inputs = operation.inputs(dtype, 42);
            for (Tensor input : inputs) {
                input.requiresGrad(true);
            }
            List<double[]> results = new ArrayList<>();
            for (int pass = 0; pass < 2; pass++) {
                Tensor result = operation.function().apply(inputs);
                if (pass == 0) {
                    results.add(result.toDoubleArray());
                }
                Tensor weights = new Philox(7).normal(dtype, result.shape());
                result.mul(weights).sum().backward();
            }
            for (Tensor input : inputs) {
                results.add(input.grad().toDoubleArray());
            }
            return results;
        }
    }
}
