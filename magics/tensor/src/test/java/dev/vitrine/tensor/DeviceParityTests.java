package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, forward and backward, gives on each device what it gives on the reference. */
class DeviceParityTests {

    private static final String REFERENCE = "java";

    private Device before;

    @BeforeEach
    void remember() {
        before = Device.current();
    }

    @AfterEach
    void restore() {
        Device.use(before);
    }

    static Stream<Arguments> cases() {
        return Devices.usable()
                .filter(device -> !device.name().equals(REFERENCE))
                .flatMap(
                        device ->
                                Stream.of(DType.values())
                                        .flatMap(
                                                dtype ->
                                                        Stream.concat(
                                                                        OperationCase.all()
                                                                                .stream(),
                                                                        OperationCase.large()
                                                                                .stream())
                                                                .map(
                                                                        c ->
                                                                                Arguments.of(
                                                                                        device,
                                                                                        dtype,
                                                                                        c))));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cases")
    void resultAndGradientsAreThoseOfTheReference(
            Device device, DType dtype, OperationCase operation) {
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
