package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TapeTests {

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor leaf(double... values) {
        return Tensor.of(values, values.length).requiresGrad(true);
    }

    @Test
    void gradientsAddUpOverPassesUntilZeroed() {
        Tensor x = leaf(2, 3);
        x.mul(x).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(4, 6);
        x.mul(5).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(9, 11);
        x.zeroGrad();
        assertThat(x.grad()).isNull();
        x.mul(5).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(5, 5);
    }

    @Test
    void valuesUsedManyTimesGetTheSumOfTheirGradients() {
        Tensor x = leaf(0.5);
        Tensor y = x.mul(2);
        y.add(y).add(y.mul(y)).sub(y).sum().backward();
        // d/dx (y + y²) at y = 1, dy/dx = 2
        assertThat(x.grad().toDoubleArray()).containsExactly(6);
    }

    @Test
    void residualBranchesDoNotDisturbEachOther() {
        Tensor x = leaf(1, 2);
        Tensor h = x.mul(1);
        Tensor sum = h.add(h.mul(3));
        sum = sum.add(sum.mul(2)).add(h);
        sum.sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(13, 13);
    }

    @Test
    void twoLeavesOfOneAdditionHaveGradientsOfTheirOwn() {
        Tensor a = leaf(1);
        Tensor b = leaf(1);
        a.add(b).sum().backward();
        Updates.scale(a.grad(), 10);
        assertThat(a.grad().item()).isEqualTo(10);
        assertThat(b.grad().item()).isEqualTo(1);
    }

    @Test
    void nothingIsRecordedWhileTheTapeIsOff() {
        Tensor x = leaf(1);
        try (Tape off = Tape.off()) {
            assertThat(Tape.isOn()).isFalse();
            assertThat(x.mul(2).requiresGrad()).isFalse();
        }
        assertThat(Tape.isOn()).isTrue();
        assertThat(x.mul(2).requiresGrad()).isTrue();
    }

    @Test
    void detachedTensorsStopTheGradient() {
        Tensor x = leaf(3);
        x.mul(x.mul(2).detach()).sum().backward();
        assertThat(x.grad().item()).isEqualTo(6);
    }

    @Test
    void aFrozenInputGetsNoGradient() {
        Tensor x = leaf(3);
        Tensor frozen = Tensor.of(new double[] {4}, 1);
        x.mul(frozen).sum().backward();
        assertThat(frozen.grad()).isNull();
        assertThat(x.grad().item()).isEqualTo(4);
    }

    @Test
    void aLongChainNeedsNoStack() {
        Tensor x = leaf(1);
        Tensor y = x;
        for (int i = 0; i < 20_000; i++) {
            y = y.add(0);
        }
        y.sum().backward();
        assertThat(x.grad().item()).isEqualTo(1);
    }

    @Test
    void backwardSaysWhatItNeeds() {
        Tensor x = leaf(1, 2);
        assertThatThrownBy(() -> x.mul(2).backward())
                .hasMessageContaining("scalar")
                .hasMessageContaining("(2,)");
        assertThatThrownBy(() -> Tensor.scalar(1).backward())
                .hasMessageContaining("requires a gradient");
        assertThatThrownBy(() -> x.mul(2).requiresGrad(true)).hasMessageContaining("affine");
        Tensor y = x.mul(x);
        y.sum().backward();
        assertThatThrownBy(() -> y.mean().backward()).hasMessageContaining("used already");
    }

    /** First derivatives of a network by its input, as for saliency and guidance. */
    @Test
    void anInputMayWantAGradientThroughANetwork() {
        Philox random = new Philox(4);
        Tensor w1 = random.normal(DType.DOUBLE, 6, 8).requiresGrad(true);
        Tensor w2 = random.normal(DType.DOUBLE, 8, 1);
        GradientCheck.check(
                x ->
                        x[0].linear(w1, null, Activation.GELU_ERF)
                                .layerNorm(null, null, 1e-6)
                                .matmul(w2),
                random.normal(DType.DOUBLE, 3, 6));
        assertThat(w2.grad()).isNull();
    }

    @Test
    void gradientsOfGradientsAreRefused() {
        Tensor x = leaf(1, 2);
        x.mul(x).sum().backward();
        Tensor gradient = x.grad();
        assertThatThrownBy(() -> gradient.mul(gradient).sum().backward())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("second order");
        assertThatThrownBy(() -> gradient.requiresGrad(true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gradients of gradients are not computed");
        assertThat(gradient.mul(1).requiresGrad(true).requiresGrad()).isTrue();
    }

    @Test
    void targetsOfALossGetNoGradient() {
        Tensor logits = Tensor.zeros(1, 2).requiresGrad(true);
        Tensor targets = Tensor.zeros(1, 2).requiresGrad(true);
        assertThatThrownBy(() -> logits.softmaxCrossEntropy(targets))
                .hasMessageContaining("detach()");
    }

    @Test
    void sameComputationGivesTheSameBits() {
        float[][] gradients = new float[2][];
        for (int run = 0; run < 2; run++) {
            Philox random = new Philox(3);
            Tensor w = random.normal(64, 64).requiresGrad(true);
            Tensor x = random.normal(500, 64);
            x.linear(w, null, Activation.GELU_TANH)
                    .layerNorm(null, null, 1e-6)
                    .softmax(-1)
                    .pow(2)
                    .mean()
                    .backward();
            gradients[run] = w.grad().toFloatArray();
        }
        assertThat(gradients[0]).containsExactly(gradients[1]);
    }
}
