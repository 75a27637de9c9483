package dev.vitrine.learn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializerTests {

    private final Initializer init = new Initializer(new Philox(11), DType.DOUBLE);

    private static double deviation(Tensor tensor) {
        return Math.sqrt(
                Arrays.stream(tensor.toDoubleArray()).map(x -> x * x).average().orElseThrow());
    }

    private static double largest(Tensor tensor) {
        return Arrays.stream(tensor.toDoubleArray()).map(Math::abs).max().orElseThrow();
    }

    @Test
    void lecunNormalHasVarianceOneOverFanInAndIsCutAtTwoDeviations() {
        Tensor kernel = init.lecunNormal(100, 400);
        assertThat(deviation(kernel)).isCloseTo(0.1, within(0.001));
        assertThat(largest(kernel)).isBetween(0.22, 2 * 0.1 / 0.8796);
    }

    @Test
    void xavierUniformFillsItsRange() {
        double bound = Math.sqrt(6.0 / (64 + 128));
        Tensor kernel = init.xavierUniform(64, 128);
        assertThat(largest(kernel)).isBetween(0.99 * bound, bound);
        assertThat(deviation(kernel)).isCloseTo(bound / Math.sqrt(3), within(0.01 * bound));
    }

    /** The probe of attention pooling is (1, 1, D): Flax takes the fans 1 and D. */
    @Test
    void fansOfAProbeComeFromItsLastTwoAxes() {
        double bound = Math.sqrt(6.0 / (1 + 2000));
        assertThat(largest(init.xavierUniform(1, 1, 2000))).isBetween(0.98 * bound, bound);
    }

    @Test
    void normalHasTheDeviationAskedFor() {
        assertThat(deviation(init.normal(0.02, 30_000))).isCloseTo(0.02, within(0.0005));
    }

    @Test
    void constantsAreConstant() {
        assertThat(init.zeros(2, 2).toDoubleArray()).containsOnly(0);
        assertThat(init.ones(3).toDoubleArray()).containsOnly(1);
        assertThat(init.constant(-6.9, 2).toDoubleArray()).containsOnly(-6.9);
    }

    @Test
    void floatAndDoubleGetTheSameNumbers() {
        float[] single =
                new Initializer(new Philox(4), DType.FLOAT).lecunNormal(8, 8).toFloatArray();
        double[] dual =
                new Initializer(new Philox(4), DType.DOUBLE).lecunNormal(8, 8).toDoubleArray();
        for (int i = 0; i < single.length; i++) {
            assertThat(single[i]).isEqualTo((float) dual[i]);
        }
    }

    @Test
    void everythingMadeIsTrainable() {
        assertThat(init.zeros(1).requiresGrad()).isTrue();
        assertThat(init.xavierUniform(2, 2).requiresGrad()).isTrue();
    }
}
