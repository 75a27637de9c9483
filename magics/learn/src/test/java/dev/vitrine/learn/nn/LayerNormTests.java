package dev.vitrine.learn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ba, Kiros and Hinton, arXiv 1607.06450. */
class LayerNormTests {

    private static final double EPSILON = 1e-5;

    private final Device before = Device.current();

    private final Initializer init = new Initializer(new Philox(9), DType.DOUBLE);

    @AfterEach
    void restore() {
        Device.use(before);
    }

    private Tensor random(long... shape) {
        return init.normal(1, shape).detach();
    }

    private static Tensor normed(Tensor x) {
        return x.layerNorm(null, null, EPSILON);
    }

    @Test
    void valuesAndGradientAreThoseOfTheFormula() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 4).requiresGrad(true);
        Tensor y = normed(x);
        assertThat(y.toDoubleArray())
                .containsExactly(
                        new double[] {-1.341635, -.447212, .447212, 1.341635}, within(1e-6));
        y.mul(Tensor.of(new double[] {.1, -.2, .3, .4}, 1, 4)).sum().backward();
        double[] gradient = x.grad().toDoubleArray();
        assertThat(gradient)
                .containsExactly(new double[] {.143106, -.250439, .071554, .035778}, within(1e-6));
        // Neither an offset nor, but for epsilon, a scale of x changes y.
        double sum = 0;
        double along = 0;
        for (int i = 0; i < 4; i++) {
            sum += gradient[i];
            along += gradient[i] * y.toDoubleArray()[i];
        }
        assertThat(sum).isCloseTo(0, within(1e-12));
        assertThat(along).isCloseTo(4.48e-6, within(1e-8));
    }

    static Stream<Device> devices() {
        return Device.list().stream()
                .filter(DeviceInfo::usable)
                .map(info -> Device.named(info.name()));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void constantVectorBecomesTheBias(Device device) {
        Device.use(device);
        Tensor bias = Tensor.of(new double[] {1, -2, 3}, 3);
        assertThat(
                        Tensor.full(DType.DOUBLE, 7, 2, 3)
                                .layerNorm(Tensor.full(DType.DOUBLE, 5, 3), bias, EPSILON)
                                .toDoubleArray())
                .containsExactly(1, -2, 3, 1, -2, 3);
    }

    /** The mean is taken off before anything is squared. */
    @ParameterizedTest
    @MethodSource("devices")
    void smallDifferencesFarFromZeroSurviveInSinglePrecision(Device device) {
        Device.use(device);
        float[] far = {10_000, 10_000.5f, 10_001, 10_001.5f};
        float[] near = {0, 0.5f, 1, 1.5f};
        assertThat(normed(Tensor.of(far, 1, 4)).toFloatArray())
                .containsExactly(normed(Tensor.of(near, 1, 4)).toFloatArray(), within(1e-5f));
    }

    /** Table 1 of the paper, for summed inputs W x. */
    @Test
    void doesNotSeeScaleOrShiftOfAllWeightsNorTheScaleOfOneExample() {
        Tensor x = random(3, 6);
        Tensor weights = random(6, 5);
        double[] expected = normed(x.matmul(weights)).toDoubleArray();

        assertThat(normed(x.matmul(weights.mul(3))).toDoubleArray())
                .containsExactly(expected, within(1e-4));
        Tensor shifted = weights.add(random(6, 1));
        assertThat(normed(x.matmul(shifted)).toDoubleArray())
                .containsExactly(expected, within(1e-9));
        Tensor rescaled = x.mul(Tensor.of(new double[] {1, 10, 0.5}, 3, 1));
        assertThat(normed(rescaled.matmul(weights)).toDoubleArray())
                .containsExactly(expected, within(1e-3));
    }

    /** A unit of its own: there layer and batch normalisation change places. */
    @Test
    void seesTheScaleOfOneUnitWhereBatchNormalisationDoesNot() {
        Tensor x = random(8, 6);
        Tensor summed = x.matmul(random(6, 5));
        Tensor unit = summed.mul(Tensor.of(new double[] {10, 1, 1, 1, 1}, 1, 5));
        Tensor batch = Normalization.batchNorm(summed, null, null, EPSILON, null);

        assertThat(Normalization.batchNorm(unit, null, null, EPSILON, null).toDoubleArray())
                .containsExactly(batch.toDoubleArray(), within(1e-3));
        assertThat(distance(normed(unit), normed(summed))).isGreaterThan(0.1);

        double[] ofExamples = {10, 1, 1, 1, 1, 1, 1, 1};
        Tensor example = summed.mul(Tensor.of(ofExamples, 8, 1));
        assertThat(distance(Normalization.batchNorm(example, null, null, EPSILON, null), batch))
                .isGreaterThan(0.1);
    }

    private static double distance(Tensor a, Tensor b) {
        Tensor difference = a.sub(b);
        return Math.sqrt(difference.mul(difference).mean().item());
    }
}
