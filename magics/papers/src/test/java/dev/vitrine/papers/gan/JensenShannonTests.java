package dev.vitrine.papers.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JensenShannonTests {

    private static final DoubleUnaryOperator DATA = JensenShannon.normal(0);

    @ParameterizedTest
    @CsvSource({
        "0, 0, -1.386294",
        "1, .111421, -1.163451",
        "2, .336831, -0.712633",
        "4, .632720, -0.120854"
    })
    void ofTwoNormalDistributions(double mean, double divergence, double value) {
        double found = JensenShannon.divergence(DATA, JensenShannon.normal(mean), -12, mean + 12);
        assertThat(found).isCloseTo(divergence, within(1e-6));
        assertThat(JensenShannon.value(found)).isCloseTo(value, within(2e-6));
    }

    @Test
    void isSymmetricAndBounded() {
        for (double mean : new double[] {0, 0.1, 1, 3, 10, 40}) {
            DoubleUnaryOperator other = JensenShannon.normal(mean);
            double there = JensenShannon.divergence(DATA, other, -12, mean + 12);
            double back = JensenShannon.divergence(other, DATA, -12, mean + 12);
            assertThat(there).isCloseTo(back, within(1e-12));
            assertThat(there).isBetween(-1e-12, Math.log(2) + 1e-9);
        }
        assertThat(JensenShannon.divergence(DATA, JensenShannon.normal(40), -12, 52))
                .isCloseTo(Math.log(2), within(1e-9));
    }

    /** Proposition 1: a log y + b log(1 - y) is largest at a / (a + b). */
    @Test
    void theBestDiscriminatorIsTheBestAtEachPoint() {
        DoubleUnaryOperator other = JensenShannon.normal(1);
        DoubleUnaryOperator best = JensenShannon.bestDiscriminator(DATA, other);
        for (double x = -3; x <= 4; x += 0.5) {
            double a = DATA.applyAsDouble(x);
            double b = other.applyAsDouble(x);
            double at = best.applyAsDouble(x);
            double there = a * Math.log(at) + b * Math.log(1 - at);
            for (double y = 0.001; y < 1; y += 0.001) {
                assertThat(a * Math.log(y) + b * Math.log(1 - y)).isLessThanOrEqualTo(there);
            }
        }
        assertThat(best.applyAsDouble(0.5)).isCloseTo(0.5, within(1e-15));
    }
}
