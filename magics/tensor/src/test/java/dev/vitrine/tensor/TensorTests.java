package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorTests {

    private Scope scope;
    private Device before;

    @BeforeEach
    void open() {
        before = Device.current();
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
        Device.use(before);
    }

    private static Tensor row(double... values) {
        return Tensor.of(values, values.length);
    }

    @Nested
    class ClosedForms {

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void geluHasThePublishedValues(Device device) {
            Device.use(device);
            double[] tanh = row(1, -1, 0).gelu(Gelu.TANH).toDoubleArray();
            assertThat(tanh[0]).isCloseTo(0.841192, within(1e-6));
            assertThat(tanh[1]).isCloseTo(-0.158808, within(1e-6));
            assertThat(tanh[2]).isZero();
            double[] erf = row(1, -1, 0).gelu(Gelu.ERF).toDoubleArray();
            assertThat(erf[0]).isCloseTo(0.841345, within(1e-6));
            assertThat(erf[1]).isCloseTo(-0.158655, within(1e-6));
            assertThat(erf[2]).isZero();
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void softmaxSurvivesLargeLogits(Device device) {
            Device.use(device);
            float[] y = Tensor.of(new float[] {1000, 1000, -1000}, 1, 3).softmax(1).toFloatArray();
            assertThat(y).containsExactly(0.5f, 0.5f, 0f);
            float[] log =
                    Tensor.of(new float[] {1000, 1000, -1000}, 1, 3).logSoftmax(1).toFloatArray();
            assertThat(log[0]).isCloseTo((float) -Math.log(2), within(1e-4f));
            assertThat(log[2]).isCloseTo(-2000.693f, within(1e-2f));
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void crossEntropyOfEqualLogitsIsTheLogarithmOfTheClassCount(Device device) {
            Device.use(device);
            Tensor oneHot = Tensor.of(new float[] {0, 1, 0, 0, 0, 0, 0, 1, 0, 0}, 2, 5);
            assertThat(Tensor.zeros(2, 5).softmaxCrossEntropy(oneHot).item())
                    .isCloseTo(Math.log(5), within(1e-6));
            assertThat(Tensor.zeros(2, 5).sigmoidCrossEntropy(oneHot).item())
                    .isCloseTo(5 * Math.log(2), within(1e-6));
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void sigmoidLossOfTheInitialBiasIsBigVisions(Device device) {
            Device.use(device);
            double[] target = new double[1000];
            target[7] = 1;
            Tensor logits = Tensor.full(DType.DOUBLE, -6.9, 1, 1000);
            assertThat(logits.sigmoidCrossEntropy(Tensor.of(target, 1, 1000)).item())
                    .isCloseTo(7.907278, within(1e-6));
        }

        /** SigLIP begins with n² - n terms of softplus(-10) = 4.54e-5, so each must be that. */
        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void softplusIsPreciseWhereItIsSmall(Device device) {
            Device.use(device);
            float[] x = {-30, -20, -10, -5, -1, -1e-3f, 0, 1e-3f, 1, 5, 10, 20, 30, 1000};
            float[] y = Tensor.of(x, x.length).softplus().toFloatArray();
            for (int i = 0; i < x.length; i++) {
                double exact = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
                assertThat(y[i] / exact).as("softplus(%s)", x[i]).isCloseTo(1, within(5e-6));
            }
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void divergenceOfTheTargetsThemselvesIsZero(Device device) {
            Device.use(device);
            double[] p = {0.7, 0.2, 0.1, 0, 1, 0};
            double[] logits = new double[6];
            for (int i = 0; i < 6; i++) {
                logits[i] = p[i] == 0 ? -100 : Math.log(p[i]);
            }
            Tensor targets = Tensor.of(p, 2, 3);
            assertThat(Losses.divergence(Tensor.of(logits, 2, 3), targets).item())
                    .isCloseTo(0, within(1e-12));
            // Σ p log p + log 3, in the mean of both rows.
            double guessing = (Math.log(3) - 0.801819 + Math.log(3)) / 2;
            assertThat(Losses.divergence(Tensor.zeros(DType.DOUBLE, 2, 3), targets).item())
                    .isCloseTo(guessing, within(1e-6));
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void crossEntropiesSurviveExtremeLogits(Device device) {
            Device.use(device);
            Tensor logits = Tensor.of(new float[] {500, -500}, 1, 2);
            Tensor right = Tensor.of(new float[] {1, 0}, 1, 2);
            Tensor wrong = Tensor.of(new float[] {0, 1}, 1, 2);
            assertThat(logits.softmaxCrossEntropy(right).item()).isZero();
            assertThat(logits.softmaxCrossEntropy(wrong).item()).isEqualTo(1000);
            assertThat(logits.sigmoidCrossEntropy(right).item()).isZero();
            assertThat(logits.sigmoidCrossEntropy(wrong).item()).isEqualTo(1000);
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void layerNormOfTwoValuesIsPlusAndMinusOne(Device device) {
            Device.use(device);
            float[] y = Tensor.of(new float[] {3, 7}, 1, 2).layerNorm(null, null, 0).toFloatArray();
            assertThat(y[0]).isCloseTo(-1, within(1e-6f));
            assertThat(y[1]).isCloseTo(1, within(1e-6f));
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void attentionToOneKeyIsItsValue(Device device) {
            Device.use(device);
            Philox random = new Philox(1);
            Tensor v = random.normal(2, 3, 1, 4);
            Tensor y = Tensor.attention(random.normal(2, 3, 5, 4), random.normal(2, 3, 1, 4), v);
            assertThat(y.toFloatArray())
                    .containsExactly(v.broadcastTo(2, 3, 5, 4).toFloatArray(), within(1e-6f));
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void selfAttentionIsAttentionOfItsParts(Device device) {
            Device.use(device);
            Tensor packed = new Philox(2).normal(2, 7, 24);
            Tensor parts = packed.reshape(2, 7, 3, 2, 4).permute(2, 0, 3, 1, 4);
            Tensor q = parts.slice(0, 0, 1).reshape(2, 2, 7, 4);
            Tensor k = parts.slice(0, 1, 2).reshape(2, 2, 7, 4);
            Tensor v = parts.slice(0, 2, 3).reshape(2, 2, 7, 4);
            Tensor expected = Tensor.attention(q, k, v).permute(0, 2, 1, 3).reshape(2, 7, 8);
            assertThat(packed.selfAttention(2).toFloatArray())
                    .containsExactly(expected.toFloatArray(), within(1e-6f));
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void equalMaximaShareTheGradient(Device device) {
            Device.use(device);
            Tensor x = row(3, 1, 3).requiresGrad(true);
            x.max(0).backward();
            assertThat(x.grad().toDoubleArray()).containsExactly(0.5, 0, 0.5);
        }

        @ParameterizedTest
        @MethodSource("dev.vitrine.tensor.Devices#usable")
        void argmaxTakesTheFirstOfEqualMaxima(Device device) {
            Device.use(device);
            Tensor x = Tensor.of(new float[] {1, 5, 5, 4, 2, 0}, 2, 3);
            assertThat(x.argmax(1)).containsExactly(1, 0);
            assertThat(x.argmax(0)).containsExactly(1, 0, 0);
            assertThat(row(-3, -1, -2).argmax(0)).containsExactly(1);
        }
    }

    @Nested
    class Values {

        @Test
        void survivesTheWayInAndOut() {
            assertThat(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).toFloatArray())
                    .containsExactly(1, 2, 3, 4);
            assertThat(Tensor.of(new double[] {0.1}, 1).toDoubleArray()).containsExactly(0.1);
            assertThat(Tensor.of(new double[] {0.1}, 1).toFloatArray()).containsExactly(0.1f);
            assertThat(Tensor.scalar(2.5).item()).isEqualTo(2.5);
            assertThat(Tensor.scalar(2.5).shape()).isEmpty();
        }

        @Test
        void emptyTensorsWork() {
            Tensor empty = Tensor.zeros(0, 3);
            assertThat(empty.add(1).toFloatArray()).isEmpty();
            assertThat(empty.sum(0).toFloatArray()).containsExactly(0, 0, 0);
            assertThat(empty.toString()).contains("(0, 3)", "empty");
        }

        @Test
        void reshapeAndFirstAxisSliceShareMemory() {
            Tensor x = Tensor.zeros(4, 3);
            Tensor part = x.slice(0, 1, 2).reshape(3);
            Updates.copy(Tensor.of(new float[] {1, 2, 3}, 3), part);
            assertThat(x.toFloatArray()).containsExactly(0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0);
        }

        @Test
        void aViewOutlivesWhatItIsAViewOf() {
            Tensor x = Tensor.ones(4, 3);
            Tensor part = x.slice(0, 1, 3);
            x.close();
            Tensor other = Tensor.zeros(4, 3);
            assertThat(part.toFloatArray()).containsOnly(1);
            assertThat(other.toFloatArray()).containsOnly(0);
        }

        @Test
        void castChangesTheType() {
            Tensor x = row(1.5, -2).to(DType.FLOAT);
            assertThat(x.dtype()).isEqualTo(DType.FLOAT);
            assertThat(x.toFloatArray()).containsExactly(1.5f, -2f);
            assertThat(x.to(DType.FLOAT)).isSameAs(x);
        }

        @Test
        void castHandsTheGradientOn() {
            Tensor x = row(1.5, -2).requiresGrad(true);
            x.to(DType.FLOAT).mul(3).sum().backward();
            assertThat(x.grad().dtype()).isEqualTo(DType.DOUBLE);
            assertThat(x.grad().toDoubleArray()).containsExactly(3, 3);
        }

        @Test
        void textShowsShapeStatisticsAndFirstValues() {
            String text = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 2, 5).toString();
            assertThat(text)
                    .contains(
                            "(2, 5)",
                            "FLOAT",
                            "mean 5.5000",
                            "min 1.0000",
                            "max 10.000",
                            "8.0000, …]");
            assertThat(Tensor.of(new float[] {Float.NaN, 1}, 2).toString())
                    .contains("1 not finite");
            Tensor closed = Tensor.zeros(2);
            closed.close();
            assertThat(closed.toString()).contains("closed");
        }

        @Test
        void dropoutKeepsTheMeanAndItsRate() {
            Tensor y = Tensor.ones(100, 1000).dropout(0.25, new Philox(1));
            float[] values = y.toFloatArray();
            int zeros = 0;
            for (float value : values) {
                assertThat(value == 0 || value == 1 / 0.75f).isTrue();
                zeros += value == 0 ? 1 : 0;
            }
            assertThat(zeros).isBetween(24_500, 25_500);
        }

        @Test
        void dropoutOfNothingIsTheTensorItself() {
            Tensor x = Tensor.ones(3);
            assertThat(x.dropout(0, new Philox(1))).isSameAs(x);
        }
    }

    @Nested
    class Messages {

        @Test
        void nameTheOperationTheShapesAndTheArgument() {
            fails(
                    () -> Tensor.zeros(2, 3).add(Tensor.zeros(2)),
                    "add",
                    "(2, 3) (left)",
                    "(2,) (right)");
            fails(
                    () -> Tensor.zeros(2, 3).matmul(Tensor.zeros(2, 3)),
                    "matmul",
                    "inner sizes 3 and 2",
                    "(2, 3)");
            fails(() -> Tensor.zeros(3).matmul(Tensor.zeros(3, 2)), "matmul", "two axes");
            fails(
                    () -> Tensor.zeros(2, 3).linear(Tensor.zeros(4, 2), null),
                    "linear",
                    "(2, 3)",
                    "(4, 2)");
            fails(
                    () -> Tensor.zeros(2, 3).linear(Tensor.zeros(3, 2), Tensor.zeros(3)),
                    "linear",
                    "bias",
                    "(2,)",
                    "(3,)");
            fails(
                    () -> Tensor.zeros(2, 3).reshape(4, 2),
                    "reshape",
                    "(2, 3)",
                    "6 elements",
                    "(4, 2)");
            fails(() -> Tensor.zeros(2, 3).reshape(-1, -1), "reshape");
            fails(() -> Tensor.zeros(2, 3).permute(0, 0), "permute", "(2, 3)", "once");
            fails(() -> Tensor.zeros(2, 3).slice(1, 2, 5), "slice", "2 to 5", "(2, 3)");
            fails(
                    () -> Tensor.concat(0, Tensor.zeros(2, 3), Tensor.zeros(2, 4)),
                    "concat",
                    "argument 2",
                    "(2, 4)");
            fails(() -> Tensor.zeros(2, 3).sum(2), "sum", "axis 2", "rank 2");
            fails(() -> Tensor.zeros(2, 3).sum(1, -1), "sum", "twice");
            fails(() -> Tensor.zeros(2, 3).indexSelect(0, 2), "indexSelect", "index 2", "(2, 3)");
            fails(() -> Tensor.zeros(2, 3).broadcastTo(2, 4), "broadcastTo", "(2, 3)", "(2, 4)");
            fails(
                    () -> Tensor.zeros(2, 3).layerNorm(Tensor.ones(2), null, 0),
                    "layerNorm",
                    "scale",
                    "(3,)",
                    "(2,)");
            fails(
                    () -> Tensor.zeros(2, 3).softmaxCrossEntropy(Tensor.zeros(3)),
                    "softmaxCrossEntropy",
                    "(2, 3)");
            fails(
                    () -> Tensor.zeros(1, 2, 10).selfAttention(2),
                    "selfAttention",
                    "(1, 2, 10)",
                    "2 heads");
            fails(() -> Tensor.zeros(2).add(row(1, 2)), "add", "argument 2 is DOUBLE", "to(DType)");
            fails(() -> Tensor.of(new float[3], 2, 2), "3 values", "(2, 2)");
            fails(() -> Tensor.zeros(2).dropout(1, new Philox(0)), "dropout", "[0, 1)");
            fails(() -> Tensor.zeros(-1), "negative");
        }

        private void fails(Runnable action, String... parts) {
            assertThatThrownBy(action::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(parts);
        }

        @Test
        void aClosedTensorSaysWhyItCannotBeUsed() {
            Tensor x = Tensor.ones(2);
            x.close();
            x.close();
            assertThatThrownBy(() -> x.add(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }

        @Test
        void itemNeedsOneElement() {
            assertThatThrownBy(() -> Tensor.ones(2).item()).hasMessageContaining("(2,)");
        }
    }
}
