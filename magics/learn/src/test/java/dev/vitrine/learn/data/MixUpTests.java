package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.Philox;
import org.junit.jupiter.api.Test;

class MixUpTests {

    @Test
    void partnerIsTheRowBefore() {
        float[] rows = {0, 0, 10, 20, 100, 200};
        assertThat(MixUp.mix(rows, 3, 0.75)).containsExactly(25, 50, 7.5f, 15, 77.5f, 155);
    }

    @Test
    void zeroIsANoOpThatDrawsNothing() {
        Philox random = new Philox(1);
        double lambda = MixUp.NONE.lambda(random);
        assertThat(lambda).isEqualTo(1);
        assertThat(random.nextDouble()).isEqualTo(new Philox(1).nextDouble());
        float[] rows = {1, 2};
        assertThat(MixUp.mix(rows, 2, lambda)).isSameAs(rows);
    }

    @Test
    void ownImageAlwaysCountsAtLeastHalf() {
        Philox random = new Philox(2);
        for (int i = 0; i < 1000; i++) {
            assertThat(new MixUp(0.2).lambda(random)).isBetween(0.5, 1.0);
        }
    }

    /** E|x − ½| of Beta(1, 1) is ¼; of Beta(0.2, 0.2) it is 4^-p / (p B(p, p)) = 0.3988. */
    @Test
    void lambdaHasTheMeanOfTheFoldedBetaDistribution() {
        assertThat(meanLambda(1)).isCloseTo(0.75, within(0.005));
        assertThat(meanLambda(0.2)).isCloseTo(0.8988, within(0.005));
    }

    private static double meanLambda(double p) {
        Philox random = new Philox(5);
        double sum = 0;
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            sum += new MixUp(p).lambda(random);
        }
        return sum / count;
    }

    @Test
    void tinyParametersDoNotUnderflow() {
        assertThat(new MixUp(1e-4).lambda(new Philox(3))).isBetween(0.5, 1.0);
    }

    @Test
    void parametersOutsideZeroToOneAreRefused() {
        assertThatThrownBy(() -> new MixUp(-0.1)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new MixUp(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new MixUp(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
