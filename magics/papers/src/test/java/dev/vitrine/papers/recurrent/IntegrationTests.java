package dev.vitrine.papers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IntegrationTests {

    private final Initializer init = new Initializer(new Philox(17), DType.DOUBLE);

    private Tensor random(long... shape) {
        return init.normal(1, shape).detach();
    }

    private static Tensor row(double... values) {
        return Tensor.of(values, 1, values.length);
    }

    private static void set(Layer layer, String name, double... values) {
        Map<String, Tensor> state = layer.state();
        state.put(name, Tensor.of(values, values.length));
        layer.load(state);
    }

    @Nested
    class Multiplicative {

        private final MultiplicativeIntegration block =
                new MultiplicativeIntegration(init.zeros(2), init);

        @Test
        void hasItsKnownValues() {
            set(block, "beta1", 0.5, 0.5);
            set(block, "beta2", 0.5, 0.5);
            set(block, "bias", 0.1, 0);
            assertThat(block.of(row(0.5, -0.3), row(0.2, 0.4)).tanh().toDoubleArray())
                    .containsExactly(new double[] {0.500520, -0.069886}, within(1e-6));
        }

        /** Not at α = 0, where it would begin as the sum that it should better. */
        @Test
        void productAndSumBothCountFromTheStart() {
            assertThat(block.parameters().keySet())
                    .containsExactly("alpha", "beta1", "beta2", "bias");
            for (String name : List.of("alpha", "beta1", "beta2")) {
                assertThat(block.parameters().get(name).toDoubleArray()).containsExactly(1, 1);
            }
            assertThat(block.parameters().get("bias").toDoubleArray()).containsExactly(0, 0);
        }

        @Test
        void withoutProductItIsTheSum() {
            set(block, "alpha", 0, 0);
            Tensor x = random(5, 2);
            Tensor h = random(5, 2);
            assertThat(block.of(x, h).toDoubleArray())
                    .containsExactly(
                            new AdditiveIntegration(init.zeros(2)).of(x, h).toDoubleArray(),
                            within(1e-15));
        }

        @Test
        void gradientOfAlphaIsTheProduct() {
            block.of(row(0.5, -0.3), row(0.2, 0.4)).mul(row(3, -7)).sum().backward();
            assertThat(block.parameters().get("alpha").grad().toDoubleArray())
                    .containsExactly(new double[] {3 * 0.5 * 0.2, -7 * -0.3 * 0.4}, within(1e-15));
        }

        @Test
        void withoutInputTheStateIsScaledAndShifted() {
            set(block, "beta1", 2, -3);
            set(block, "bias", 0.1, 0.2);
            assertThat(block.of(row(0, 0), row(0.2, 0.4)).toDoubleArray())
                    .containsExactly(new double[] {0.5, -1.0}, within(1e-15));
        }

        /** dh'/dh = diag(1 − h'²) diag(α W x + β1) U, with rows for outputs. */
        @Test
        void inputGatesTheGradientThroughTime() {
            RnnCell cell = new RnnCell(3, 2, IntegrationKind.MULTIPLICATIVE, init);
            set(cell, "integration/beta1", 0.5, 2);
            Tensor fromInput = cell.read(random(1, 3));
            double[] wx = fromInput.toDoubleArray();
            double[] u = cell.parameters().get("state/kernel").toDoubleArray();
            Tensor before = random(1, 2);
            for (int out = 0; out < 2; out++) {
                Tensor h = Tensor.of(before.toDoubleArray(), 1, 2).requiresGrad(true);
                Tensor after = cell.step(fromInput.detach(), List.of(h)).get(0);
                double value = after.toDoubleArray()[out];
                after.slice(1, out, out + 1).sum().backward();
                double beta1 = out == 0 ? 0.5 : 2;
                for (int in = 0; in < 2; in++) {
                    assertThat(h.grad().toDoubleArray()[in])
                            .isCloseTo(
                                    (1 - value * value) * (wx[out] + beta1) * u[in * 2 + out],
                                    within(1e-12));
                }
            }
        }
    }

    /** LN(1, 2, 3, 4) is ±1.341635 and ±0.447212; its mirror image has the signs exchanged. */
    @Test
    void layerNormHasAGainForEachPart() {
        LayerNormIntegration block = new LayerNormIntegration(init.zeros(4), init);
        set(block, "input/scale", 2, 2, 2, 2);
        set(block, "state/scale", 1, 1, 1, 10);
        set(block, "bias", 0, 0, 0, 0.5);
        double outer = 1.341635;
        double inner = 0.447212;
        assertThat(block.of(row(1, 2, 3, 4), row(8, 6, 4, 2)).toDoubleArray())
                .containsExactly(
                        new double[] {-outer, -inner, inner, 2 * outer - 10 * outer + 0.5},
                        within(1e-4));
    }

    @Test
    void layerNormDoesNotSeeTheScaleOfEitherPart() {
        LayerNormIntegration block = new LayerNormIntegration(init.zeros(6), init);
        Tensor x = random(3, 6);
        Tensor h = random(3, 6);
        double[] expected = block.of(x, h).toDoubleArray();
        assertThat(block.of(x.mul(5).add(1), h.mul(0.3)).toDoubleArray())
                .containsExactly(expected, within(1e-3));
        assertThat(block.of(x.slice(0, 1, 2), h.slice(0, 1, 2)).toDoubleArray())
                .containsExactly(block.of(x, h).slice(0, 1, 2).toDoubleArray(), within(1e-12));
    }

    @Test
    void batchNormSeesTheOtherExamplesWhileTraining() {
        BatchNormIntegration block = new BatchNormIntegration(init.zeros(4), init);
        Tensor x = random(8, 4);
        Tensor h = random(8, 4);
        block.train(new Philox(1));
        double[] whole = block.of(x, h).slice(0, 0, 2).toDoubleArray();
        double[] part = block.of(x.slice(0, 0, 2), h.slice(0, 0, 2)).toDoubleArray();
        assertThat(Math.abs(whole[0] - part[0])).isGreaterThan(1e-3);

        block.eval();
        assertThat(block.of(x.slice(0, 0, 2), h.slice(0, 0, 2)).toDoubleArray())
                .containsExactly(block.of(x, h).slice(0, 0, 2).toDoubleArray(), within(1e-12));
    }
}
