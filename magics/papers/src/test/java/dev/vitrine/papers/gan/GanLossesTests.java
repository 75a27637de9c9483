package dev.vitrine.papers.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GanLossesTests {

    private static Tensor column(double... logits) {
        return Tensor.of(logits, logits.length, 1);
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    @Test
    void agreeWithTheFormulasOfThePaper() {
        double[] real = {-3, -0.2, 0, 1.7};
        double[] fake = {-5, 0.3, 2.5};
        double value =
                Arrays.stream(real).map(a -> Math.log(sigmoid(a))).average().orElseThrow()
                        + Arrays.stream(fake)
                                .map(a -> Math.log(1 - sigmoid(a)))
                                .average()
                                .orElseThrow();
        assertThat(GanLosses.value(column(real), column(fake)).item())
                .isCloseTo(value, within(1e-12));
        assertThat(GanLosses.discriminator(column(real), column(fake)).item())
                .isCloseTo(-value, within(1e-12));
        assertThat(GeneratorLoss.SATURATING.of(column(fake)).item())
                .isCloseTo(
                        Arrays.stream(fake)
                                .map(a -> Math.log(1 - sigmoid(a)))
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(GeneratorLoss.NON_SATURATING.of(column(fake)).item())
                .isCloseTo(
                        Arrays.stream(fake).map(a -> -Math.log(sigmoid(a))).average().orElseThrow(),
                        within(1e-12));
    }

    @Test
    void whoCannotTellHasMinusLogFour() {
        assertThat(GanLosses.value(column(0, 0), column(0)).item())
                .isCloseTo(-1.386294, within(1e-6));
    }

    @Test
    void stayFiniteWhereTheSigmoidRounds() {
        for (double a : new double[] {-1000, 1000}) {
            Tensor logit = column(a).to(DType.FLOAT);
            assertThat(GanLosses.discriminator(logit, logit).item()).isEqualTo(1000);
            for (GeneratorLoss loss : GeneratorLoss.values()) {
                assertThat(loss.of(logit).item()).isFinite();
            }
        }
    }

    @Test
    void onlyTheSecondLossHasAGradientWhereSamplesAreBad() {
        assertThat(gradient(GeneratorLoss.SATURATING)).isCloseTo(-4.5398e-5, within(1e-9));
        assertThat(gradient(GeneratorLoss.NON_SATURATING)).isCloseTo(-0.9999546, within(1e-7));
    }

    private static double gradient(GeneratorLoss loss) {
        Tensor logit = column(-10).requiresGrad(true);
        loss.of(logit).backward();
        return logit.grad().item();
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Tensor real = new Philox(1).normal(DType.DOUBLE, 5, 1).requiresGrad(true);
        Tensor fake = new Philox(2).normal(DType.DOUBLE, 4, 1).requiresGrad(true);
        GradientCheck.of(
                () -> GanLosses.discriminator(real, fake), Map.of("real", real, "fake", fake));
        for (GeneratorLoss loss : GeneratorLoss.values()) {
            GradientCheck.of(() -> loss.of(fake), Map.of("fake", fake));
        }
    }
}
