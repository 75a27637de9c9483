package dev.vitrine.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamWTests {

    private static final AdamW.Settings PLAIN = new AdamW.Settings(0.1, 0, 0.9, 0.999, 1e-8, 1e9);

    private static final class Weights extends Layer {
        final Tensor kernel =
                parameter("kernel", Tensor.of(new float[] {1, 2}, 2).requiresGrad(true));
        final Tensor bias = parameter("bias", Tensor.of(new float[] {1}, 1).requiresGrad(true));
    }

    /** Gives the kernel the gradient (a, b) and the bias c. */
    private static void gradient(Weights model, float a, float b, float c) {
        model.zeroGrad();
        model.kernel
                .mul(Tensor.of(new float[] {a, b}, 2))
                .sum()
                .add(model.bias.mul(c).sum())
                .backward();
    }

    @Test
    void firstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
        Weights model = new Weights();
        gradient(model, 5, -0.01f, 0);
        new AdamW(model, PLAIN).step(1);
        assertThat(model.kernel.toFloatArray())
                .containsExactly(new float[] {0.9f, 2.1f}, within(1e-5f));
    }

    @Test
    void severalStepsFollowTheFormula() {
        Weights model = new Weights();
        AdamW adam = new AdamW(model, new AdamW.Settings(0.1, 0.01, 0.9, 0.999, 1e-8, 1e9));
        double w = 1;
        double m = 0;
        double v = 0;
        float[] gradients = {0.5f, -2, 1, 0.25f};
        for (int t = 1; t <= gradients.length; t++) {
            double share = 1.0 / t;
            gradient(model, gradients[t - 1], 0, 0);
            adam.step(share);
            m = 0.9 * m + 0.1 * gradients[t - 1];
            v = 0.999 * v + 0.001 * gradients[t - 1] * gradients[t - 1];
            double direction =
                    m / (1 - Math.pow(0.9, t)) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            w -= share * (0.1 * direction + 0.01 * w);
            assertThat(model.kernel.toFloatArray()[0]).isCloseTo((float) w, within(1e-5f));
        }
        assertThat(adam.steps()).isEqualTo(4);
    }

    /**
     * big_vision: w = 1, gradient 0, lr 1e-3, wd 1e-4, schedule 0.5 gives 1 − 5e-5 for a kernel; a
     * bias stays.
     */
    @Test
    void decayIsTimesTheScheduleButNotTheLearningRateAndOnlyForKernels() {
        Weights model = new Weights();
        gradient(model, 0, 0, 0);
        new AdamW(model, AdamW.Settings.of(1e-3, 1e-4)).step(0.5);
        assertThat(model.kernel.toFloatArray()[0]).isCloseTo(1 - 5e-5f, within(1e-7f));
        assertThat(model.bias.toFloatArray()[0]).isEqualTo(1);
    }

    @Test
    void gradientsAreClippedTogetherToTheGlobalNorm() {
        Weights model = new Weights();
        gradient(model, 3, 0, 4);
        double norm = new AdamW(model, new AdamW.Settings(1e-3, 0, 0.9, 0.999, 1e-8, 1)).step(1);
        assertThat(norm).isCloseTo(5, within(1e-6));
        assertThat(model.kernel.grad().toFloatArray()[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(model.bias.grad().toFloatArray()[0]).isCloseTo(0.8f, within(1e-6f));
        assertThat(AdamW.globalNorm(List.of())).isZero();
    }

    @Test
    void gradientsThatAreNoNumbersChangeNothing() {
        Weights model = new Weights();
        AdamW adam = new AdamW(model, PLAIN);
        gradient(model, Float.NaN, 0, 0);
        assertThatThrownBy(() -> adam.step(1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("NaN");
        assertThat(model.kernel.toFloatArray()).containsExactly(1, 2);
        assertThat(adam.steps()).isZero();
    }

    @Test
    void exportedStateContinuesTheSameRun() {
        Weights model = new Weights();
        AdamW adam = new AdamW(model, PLAIN);
        gradient(model, 1, 2, 3);
        adam.step(1);
        Map<String, Tensor> weights = model.state();
        Map<String, Tensor> moments = adam.state();
        gradient(model, -1, 0.5f, 1);
        adam.step(1);

        Weights other = new Weights();
        AdamW continued = new AdamW(other, PLAIN);
        other.load(weights);
        continued.load(moments, 1);
        gradient(other, -1, 0.5f, 1);
        continued.step(1);
        assertThat(other.kernel.toFloatArray()).containsExactly(model.kernel.toFloatArray());
        assertThat(continued.steps()).isEqualTo(2);
        moments.remove("v/kernel");
        assertThatThrownBy(() -> continued.load(moments, 1)).hasMessageContaining("v/kernel");
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> AdamW.Settings.of(0, 0))
                .hasMessageContaining("learning rate = 0.0");
        assertThatThrownBy(() -> AdamW.Settings.of(1, -1)).hasMessageContaining("weight decay");
    }
}
