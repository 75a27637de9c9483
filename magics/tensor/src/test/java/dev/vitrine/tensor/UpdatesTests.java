package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizer steps on arrays that are cut into pieces and shared among threads. */
class UpdatesTests {

    private static final int LENGTH = 70_001;

    private final float[] parameter = new Philox(1).normal(LENGTH).toFloatArray();
    private final float[] gradient = new Philox(2).normal(LENGTH).toFloatArray();
    private final float[] state = new Philox(3).normal(LENGTH).toFloatArray();

    private Device before;

    @BeforeEach
    void remember() {
        before = Device.current();
    }

    @AfterEach
    void restore() {
        Device.use(before);
    }

    static Stream<Device> devices() {
        return Devices.usable();
    }

    static Stream<Arguments> sgd() {
        return Devices.usable()
                .flatMap(
                        device ->
                                Stream.of(
                                        Arguments.of(device, 0, false),
                                        Arguments.of(device, 0.9, false),
                                        Arguments.of(device, 0.9, true)));
    }

    @ParameterizedTest(name = "{0}, momentum {1}, nesterov {2}")
    @MethodSource("sgd")
    void sgdIsItsFormula(Device device, double momentum, boolean nesterov) {
        Device.use(device);
        double[] p = new double[LENGTH];
        double[] v = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            v[i] = momentum * state[i] + gradient[i];
            double direction =
                    momentum == 0 ? gradient[i] : nesterov ? gradient[i] + momentum * v[i] : v[i];
            p[i] = parameter[i] - 0.1 * direction - 0.01 * parameter[i];
        }
        Tensor moved = Tensor.of(parameter, LENGTH);
        Tensor grad = Tensor.of(gradient, LENGTH);
        Tensor velocity = momentum == 0 ? null : Tensor.of(state, LENGTH);
        Updates.sgd(moved, grad, velocity, 0.1, momentum, nesterov, 0.01);
        compare(moved, p);
        assertThat(grad.toFloatArray()).isEqualTo(gradient);
        if (velocity != null) {
            compare(velocity, v);
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void lionIsItsFormula(Device device) {
        Device.use(device);
        double[] p = new double[LENGTH];
        double[] m = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            double direction = Math.signum(0.9 * state[i] + 0.1 * gradient[i]);
            p[i] = parameter[i] - 0.1 * direction - 0.01 * parameter[i];
            m[i] = 0.99 * state[i] + 0.01 * gradient[i];
        }
        Tensor moved = Tensor.of(parameter, LENGTH);
        Tensor grad = Tensor.of(gradient, LENGTH);
        Tensor mean = Tensor.of(state, LENGTH);
        Updates.lion(moved, grad, mean, 0.1, 0.9, 0.99, 0.01);
        compare(moved, p);
        compare(mean, m);
        assertThat(grad.toFloatArray()).isEqualTo(gradient);
    }

    private static void compare(Tensor found, double[] expected) {
        float[] values = found.toFloatArray();
        for (int i = 0; i < LENGTH; i++) {
            if (!(Math.abs(values[i] - expected[i]) < 1e-5)) {
                assertThat((double) values[i]).as("element %d", i).isEqualTo(expected[i]);
            }
        }
    }
}
