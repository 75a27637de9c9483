package dev.vitrine.learn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class StochasticDepthTests {

    private static final int IMAGES = 4000;

    @Test
    void wholeImagesAreDroppedAndTheOthersStayAsTheyAre() {
        StochasticDepth depth = new StochasticDepth(0.3);
        depth.train(new Philox(1));
        float[] result = depth.forward(Tensor.full(2, IMAGES, 3, 2)).toFloatArray();
        int kept = 0;
        for (int image = 0; image < IMAGES; image++) {
            float first = result[image * 6];
            assertThat(first).isIn(0f, 2f);
            for (int i = 1; i < 6; i++) {
                assertThat(result[image * 6 + i]).isEqualTo(first);
            }
            kept += first == 2 ? 1 : 0;
        }
        double deviation = Math.sqrt(0.3 * 0.7 / IMAGES);
        assertThat((double) kept / IMAGES).isCloseTo(0.7, within(4 * deviation));
    }

    @Test
    void droppedBranchesHaveNoGradient() {
        StochasticDepth depth = new StochasticDepth(0.5);
        depth.train(new Philox(2));
        Tensor x = Tensor.ones(8, 1).requiresGrad(true);
        Tensor y = depth.forward(x);
        y.sum().backward();
        assertThat(x.grad().toFloatArray()).containsExactly(y.toFloatArray());
        assertThat(y.toFloatArray()).contains(0f, 1f);
    }

    @Test
    void evaluationAndRateZeroChangeNothing() {
        Tensor x = Tensor.ones(3, 2);
        assertThat(new StochasticDepth(0.9).forward(x)).isSameAs(x);
        StochasticDepth never = new StochasticDepth(0);
        never.train(new Philox(3));
        assertThat(never.forward(x)).isSameAs(x);
    }

    @Test
    void ratesRiseInAStraightLine() {
        assertThat(StochasticDepth.rate(0.6, 0, 4)).isZero();
        assertThat(StochasticDepth.rate(0.6, 1, 4)).isCloseTo(0.2, within(1e-12));
        assertThat(StochasticDepth.rate(0.6, 3, 4)).isEqualTo(0.6);
        assertThat(StochasticDepth.rate(0.6, 0, 1)).isZero();
    }

    @Test
    void certainDropIsRefused() {
        assertThatThrownBy(() -> new StochasticDepth(1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> new StochasticDepth(Double.NaN)).hasMessageContaining("NaN");
    }
}
