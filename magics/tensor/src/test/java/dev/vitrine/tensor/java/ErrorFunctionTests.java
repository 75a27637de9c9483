package dev.vitrine.tensor.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorFunctionTests {

    @Test
    void isTheIntegralOfItsDerivative() {
        double sum = 0;
        double step = 1e-3;
        for (double x = 0; x < 7; x += step) {
            double middle = x + step / 2;
            double simpson = (density(x) + 4 * density(middle) + density(x + step)) * step / 6;
            sum += simpson;
            assertThat(ErrorFunction.of(x + step)).isCloseTo(sum, within(1e-13));
        }
    }

    private static double density(double x) {
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
    }

    @Test
    void isOddAndBounded() {
        for (double x :
                new double[] {
                    0, 1e-300, 0.3, 0.9, 1.1, 2, 3.5, 5.9, 6, 100, Double.POSITIVE_INFINITY
                }) {
            assertThat(ErrorFunction.of(-x)).isEqualTo(-ErrorFunction.of(x));
            assertThat(ErrorFunction.of(x)).isBetween(0.0, 1.0);
        }
        assertThat(ErrorFunction.of(Double.NaN)).isNaN();
        assertThat(ErrorFunction.of(0.5)).isEqualTo(0.5204998778130465);
        assertThat(ErrorFunction.of(1)).isEqualTo(0.8427007929497149);
    }
}
