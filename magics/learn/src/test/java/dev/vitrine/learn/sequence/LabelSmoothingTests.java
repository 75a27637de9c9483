package dev.vitrine.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LabelSmoothingTests {

    private static final Offset<Double> EXACT = within(1e-6);

    private static Tensor logits() {
        return Tensor.of(new double[] {2, 1, 0, -1}, 1, 4);
    }

    @Test
    void bothConventionsHaveTheirKnownValues() {
        assertThat(LabelSmoothing.ALL.loss(logits(), 0, 0).item()).isCloseTo(0.440190, EXACT);
        assertThat(LabelSmoothing.ALL.loss(logits(), 0.1, 0).item()).isCloseTo(0.590190, EXACT);
        double floor = LabelSmoothing.OTHERS.floor(0.1, 4);
        assertThat(LabelSmoothing.OTHERS.loss(logits(), 0.1, 0).item() + floor)
                .isCloseTo(0.640190, EXACT);
    }

    @Test
    void floorsAreTheEntropiesOfTheTargets() {
        assertThat(LabelSmoothing.OTHERS.floor(0.1, 5)).isCloseTo(0.463712, EXACT);
        assertThat(LabelSmoothing.ALL.floor(0.1, 5)).isCloseTo(0.389673, EXACT);
        assertThat(LabelSmoothing.OTHERS.floor(0.1, 37_000)).isCloseTo(1.376948, EXACT);
        assertThat(LabelSmoothing.ALL.floor(0.1, 37_000)).isCloseTo(1.376913, EXACT);
        assertThat(LabelSmoothing.ALL.floor(0, 5)).isZero();
    }

    @Test
    void perfectModelReachesTheFloor() {
        double[] target = {0.9, 0.025, 0.025, 0.025, 0.025};
        double[] logarithms = new double[5];
        for (int i = 0; i < 5; i++) {
            logarithms[i] = Math.log(target[i]);
        }
        Tensor perfect = Tensor.of(logarithms, 1, 5);
        assertThat(LabelSmoothing.OTHERS.loss(perfect, 0.1, 0).item()).isCloseTo(0, EXACT);
    }

    @Test
    void paddingDoesNotCount() {
        Tensor padded = Tensor.concat(0, logits(), Tensor.of(new double[] {9, 9, -9, 0}, 1, 4));
        assertThat(LabelSmoothing.OTHERS.loss(padded, 0.1, 2, -1).item())
                .isEqualTo(LabelSmoothing.OTHERS.loss(logits(), 0.1, 2).item());
    }
}
