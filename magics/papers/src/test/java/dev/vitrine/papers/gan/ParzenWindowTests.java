package dev.vitrine.papers.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ParzenWindowTests {

    private static final Tensor PAIR = Tensor.of(new double[] {0, 0, 2, 0}, 2, 2);

    @Test
    void hasItsKnownValues() {
        ParzenWindow window = new ParzenWindow(PAIR, 0.5);
        assertThat(window.logLikelihoods(Tensor.of(new double[] {0, 0, 1, 1}, 2, 2)))
                .containsExactly(new double[] {-1.144394, -4.451583}, within(1e-6));
    }

    @Test
    void doesNotUnderflowFarAway() {
        assertThat(new ParzenWindow(PAIR, 0.1).mean(Tensor.of(new double[] {100, 0}, 1, 2)))
                .isCloseTo(
                        -Math.log(2) - Math.log(2 * Math.PI * 0.01) - 98 * 98 / 0.02, within(1e-6));
    }

    /** Of the true distribution, the mean log-likelihood tends to minus its entropy. */
    @Test
    void ofMuchDataItApproachesTheEntropy() {
        Tensor data = new Philox(1).normal(4000, 1);
        ParzenWindow window =
                ParzenWindow.chosen(data, new Philox(2).normal(500, 1), ParzenWindow.widths());
        Tensor test = new Philox(3).normal(1000, 1);
        double entropy = 0.5 * Math.log(2 * Math.PI * Math.E);
        assertThat(window.mean(test)).isCloseTo(-entropy, within(0.06));
        assertThat(window.standardError(test)).isCloseTo(0.7071 / Math.sqrt(1000), within(0.003));
    }

    @Test
    void theWidthIsTheBestOneForHeldOutData() {
        Tensor samples = new Philox(1).normal(50, 2);
        Tensor validation = new Philox(2).normal(200, 2);
        ParzenWindow chosen = ParzenWindow.chosen(samples, validation, ParzenWindow.widths());
        for (double width : ParzenWindow.widths()) {
            assertThat(new ParzenWindow(samples, width).mean(validation))
                    .isLessThanOrEqualTo(chosen.mean(validation));
        }
        assertThat(ParzenWindow.widths()[0]).isCloseTo(0.1, within(1e-12));
        assertThat(ParzenWindow.widths()[9]).isCloseTo(1, within(1e-12));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new ParzenWindow(PAIR, 0)).hasMessageContaining("sigma 0.0");
        assertThatThrownBy(() -> new ParzenWindow(Tensor.zeros(3), 1))
                .hasMessageContaining("shape [3]");
    }
}
