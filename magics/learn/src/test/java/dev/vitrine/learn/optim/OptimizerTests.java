package dev.vitrine.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTests {

    private static final Offset<Double> EXACT = within(1e-9);

    static List<Optimizer.Settings> all() {
        return List.of(
                Sgd.Settings.of(0.1, 0),
                new Sgd.Settings(0.1, 0.9, true, 0.01, 1),
                Adam.Settings.of(0.1),
                AdamW.Settings.of(0.1, 0.01),
                Adafactor.Settings.of(0.1, 0.01),
                Lion.Settings.of(0.1, 0.01));
    }

    private static final class Weights extends Layer {
        final Tensor kernel =
                parameter("kernel", new Philox(1).normal(DType.DOUBLE, 40, 33).requiresGrad(true));
        final Tensor bias =
                parameter("bias", Tensor.of(new double[] {1, 2, 3}, 3).requiresGrad(true));

        /** A gradient that depends on where the parameters are. */
        void gradient() {
            zeroGrad();
            kernel.mul(kernel).sum().add(bias.sub(5).pow(2).sum()).backward();
        }
    }

    private static final class Scalar extends Layer {
        final Tensor x;

        Scalar(double value) {
            x = parameter("x", Tensor.full(DType.DOUBLE, value).requiresGrad(true));
        }

        double step(Optimizer optimizer, Tensor loss) {
            zeroGrad();
            loss.backward();
            optimizer.step(1);
            return x.item();
        }
    }

    /**
     * Values by hand: learning rate 0.1, gradients 1, -2, 0.5, 3. An epsilon under the root would
     * change the tenth digit of the first.
     */
    @Test
    void adamMovesAsThePaperSays() {
        Scalar model = new Scalar(0);
        Adam adam = new Adam(model, Adam.Settings.of(0.1));
        double[] gradients = {1, -2, 0.5, 3};
        double[] expected = {-0.09999999900, -0.06338964653, -0.04972058033, -0.08913056956};
        double[] first = {0.1, -0.11, -0.049, 0.2559};
        double[] second = {0.001, 0.004999, 0.005244001, 0.014238757};
        for (int i = 0; i < 4; i++) {
            assertThat(model.step(adam, model.x.mul(gradients[i])))
                    .isCloseTo(expected[i], within(1e-11));
            assertThat(adam.state().get("m/x").item()).isCloseTo(first[i], within(1e-11));
            assertThat(adam.state().get("v/x").item()).isCloseTo(second[i], within(1e-11));
        }
    }

    /**
     * A gradient as small as epsilon halves the first step. Under the root, or beside a moment that
     * is not corrected yet, epsilon would leave a ten-thousandth or a thirtieth of it.
     */
    @Test
    void epsilonStandsBesideTheCorrectedRoot() {
        Scalar model = new Scalar(0);
        Adam adam = new Adam(model, Adam.Settings.of(0.1));
        assertThat(model.step(adam, model.x.mul(1e-8))).isCloseTo(-0.05, EXACT);
    }

    static List<Optimizer.Settings> counting() {
        return List.of(
                Adam.Settings.of(0.1),
                AdamW.Settings.of(0.1, 0.01),
                new Adafactor.Settings(0.1, 0.01, 0.9, 0.8, 0.999, 32, 1e9, 1e9));
    }

    /** A parameter that a loss does not reach has no step, and nothing is corrected for one. */
    @ParameterizedTest
    @MethodSource("counting")
    void stepsWithoutAGradientDoNotCountForAParameter(Optimizer.Settings settings) {
        Weights model = new Weights();
        Weights alone = new Weights();
        Optimizer optimizer = settings.optimizer(model);
        Optimizer always = settings.optimizer(alone);
        for (int step = 0; step < 40; step++) {
            model.zeroGrad();
            if (step < 30) {
                model.kernel.mul(1e-3).sum().backward();
            } else {
                model.bias.mul(1e-3).sum().backward();
                alone.zeroGrad();
                alone.bias.mul(1e-3).sum().backward();
                always.step(1);
            }
            optimizer.step(1);
            if (step == 35) {
                Map<String, Tensor> state = optimizer.state();
                assertThat(state.get("t/bias").item()).isEqualTo(6);
                assertThat(state.get("t/kernel").item()).isEqualTo(30);
                Map<String, Tensor> weights = model.state();
                model = new Weights();
                model.load(weights);
                optimizer = settings.optimizer(model);
                optimizer.load(state, 36);
            }
        }
        assertThat(optimizer.steps()).isEqualTo(40);
        assertThat(model.bias.toDoubleArray()).isEqualTo(alone.bias.toDoubleArray());
    }

    /**
     * After long silence the moments are zero and their corrections gone, so that one gradient
     * moves by a (1 − β1) / √(1 − β2), 3.16 times the learning rate, whatever its size: the largest
     * step there is (section 2.1 of the paper).
     */
    @Test
    void rareGradientMovesAdamByItsLargestStep() {
        for (double gradient : new double[] {1e-3, 1, 1e4}) {
            Scalar model = new Scalar(0);
            Adam adam = new Adam(model, Adam.Settings.of(0.1));
            adam.load(adam.state(), 1_000_000);
            double moved = -model.step(adam, model.x.mul(gradient));
            assertThat(moved).isCloseTo(0.1 * 0.1 / Math.sqrt(0.001), within(1e-4));
        }
    }

    /** Its first step is the learning rate, and no gradient's unit changes any. */
    @Test
    void adamDoesNotSeeTheScaleOfTheGradients() {
        double[] gradients = {3, -1, 0.5, 2, -7};
        double[] path = adamPath(gradients, 1);
        assertThat(path[0]).isCloseTo(-0.1, EXACT);
        assertThat(adamPath(gradients, 1000)).containsExactly(path, within(1e-8));
        assertThat(adamPath(gradients, 0.01)).containsExactly(path, within(1e-6));
    }

    private static double[] adamPath(double[] gradients, double scale) {
        Scalar model = new Scalar(0);
        Adam adam = new Adam(model, Adam.Settings.of(0.1));
        return Arrays.stream(gradients)
                .map(gradient -> model.step(adam, model.x.mul(scale * gradient)))
                .toArray();
    }

    @Test
    void parametersLearnAtRatesOfTheirOwn() {
        Weights model = new Weights();
        double kernel = model.kernel.toDoubleArray()[0];
        model.gradient();
        Masks masks = Masks.standard().rate("kernel", 0.1).rate(".*", 2);
        Adam.Settings.of(0.01).optimizer(model, masks).step(1);
        assertThat(Math.abs(model.kernel.toDoubleArray()[0] - kernel))
                .isCloseTo(1e-3, within(1e-9));
        assertThat(model.bias.toDoubleArray()[0]).isCloseTo(1 + 2e-2, within(1e-9));
    }

    /** Each parameter belongs to the first expression that matches its whole path. */
    @Test
    void firstExpressionThatMatchesDecides() {
        Masks masks = Masks.standard().rate(".*/x", 3).rate("b/.*", 5);
        assertThat(masks.rate("a/x")).isEqualTo(3);
        assertThat(masks.rate("b/x")).isEqualTo(3);
        assertThat(masks.rate("b/y")).isEqualTo(5);
        assertThat(masks.rate("a/b")).isEqualTo(1);
        assertThat(masks.rate("a/b/c")).isEqualTo(1);
    }

    /** Neither biases nor norms, tokens, positions, embeddings or a temperature decay. */
    @ParameterizedTest
    @CsvSource({
        "head/kernel, 1",
        "kernel, 1",
        "head/bias, 0",
        "encoder_norm/scale, 0",
        "cls, 0",
        "pos_embedding, 0",
        "txt/Embed_0/embedding, 0",
        "t, 0",
        "kernels/x, 0",
        "kernel_scale, 0",
    })
    void onlyKernelsDecay(String name, double decay) {
        assertThat(Masks.standard().decay(name)).isEqualTo(decay);
    }

    /** big_vision clips a gradient that is too long, and leaves others alone. */
    @Test
    void clippingKeepsTheDirectionAndShortGradients() {
        for (double limit : new double[] {5, 100}) {
            Weights model = new Weights();
            model.gradient();
            double[] before = model.bias.grad().toDoubleArray();
            double norm = new Adam(model, new Adam.Settings(0.1, 0.9, 0.999, 1e-8, limit)).step(1);
            double scale = Math.min(1, limit / norm);
            assertThat(norm).isBetween(5.0, 100.0);
            double[] after = model.bias.grad().toDoubleArray();
            for (int i = 0; i < 3; i++) {
                assertThat(after[i]).isCloseTo(before[i] * scale, EXACT);
            }
            assertThat(Optimizer.globalNorm(List.of(model.kernel.grad(), model.bias.grad())))
                    .isCloseTo(Math.min(norm, limit), EXACT);
        }
    }

    @Test
    void adamGoesDownAParabola() {
        Scalar model = new Scalar(1);
        Adam adam = new Adam(model, Adam.Settings.of(0.1));
        double[] path = new double[11];
        for (int i = 1; i <= 10; i++) {
            path[i] = model.step(adam, model.x.mul(model.x));
        }
        assertThat(path[1]).isCloseTo(0.9000000005, within(1e-10));
        assertThat(path[2]).isCloseTo(0.8004122287, within(1e-10));
        assertThat(path[3]).isCloseTo(0.7015862729, within(1e-10));
        assertThat(path[5]).isCloseTo(0.5079636593, within(1e-10));
        assertThat(path[10]).isCloseTo(0.0762491556, within(1e-10));
    }

    /** Zhai et al.'s variant on [[1, 2], [3, 4]]; the direction is a tenth of u at first. */
    @Test
    void firstStepOfAdafactorIsTheGradientOverItsRankOneSize() {
        class Square extends Layer {
            final Tensor kernel =
                    parameter("kernel", Tensor.zeros(DType.DOUBLE, 2, 2).requiresGrad(true));
        }
        Square model = new Square();
        Adafactor.Settings settings =
                new Adafactor.Settings(1, 0, 0.9, 0.8, 0.999, 2, Double.POSITIVE_INFINITY, 1e9);
        model.kernel.mul(Tensor.of(new double[] {1, 2, 3, 4}, 2, 2)).sum().backward();
        new Adafactor(model, settings).step(1);
        assertThat(model.kernel.toDoubleArray())
                .containsExactly(
                        new double[] {-0.0774597, -0.1095445, -0.1039230, -0.0979796},
                        within(1e-7));
    }

    /** An outer product is its own rank-one estimate; a vector is not factored at all. */
    @Test
    void firstStepOfAdafactorIsASignWhereItsEstimateIsExact() {
        class Two extends Layer {
            final Tensor kernel =
                    parameter("kernel", Tensor.zeros(DType.DOUBLE, 2, 3).requiresGrad(true));
            final Tensor bias = parameter("bias", Tensor.zeros(DType.DOUBLE, 3).requiresGrad(true));
        }
        Two model = new Two();
        Adafactor.Settings settings =
                new Adafactor.Settings(1, 0, 0.9, 0.8, 0.999, 2, Double.POSITIVE_INFINITY, 1e9);
        model.kernel
                .mul(Tensor.of(new double[] {1, -2, 3, 7, 14, -21}, 2, 3))
                .sum()
                .add(model.bias.mul(Tensor.of(new double[] {5, -1e-3, 2}, 3)).sum())
                .backward();
        new Adafactor(model, settings).step(1);
        assertThat(model.kernel.toDoubleArray())
                .containsExactly(new double[] {-.1, .1, -.1, -.1, -.1, .1}, EXACT);
        assertThat(model.bias.toDoubleArray())
                .containsExactly(new double[] {-.1, .1, -.1}, within(1e-7));
    }

    @Test
    void adafactorForgetsMoreSlowlyWithTimeUpToItsCap() {
        Adafactor.Settings settings = Adafactor.Settings.of(1, 0);
        assertThat(settings.beta2(1)).isZero();
        assertThat(settings.beta2(2)).isCloseTo(0.425651, within(1e-6));
        assertThat(settings.beta2(3)).isCloseTo(0.584756, within(1e-6));
        assertThat(settings.beta2(10)).isCloseTo(0.841511, within(1e-6));
        assertThat(settings.beta2(100)).isCloseTo(0.974881, within(1e-6));
        assertThat(settings.beta2(1000)).isCloseTo(0.996019, within(1e-6));
        assertThat(settings.beta2(5623)).isLessThan(0.999);
        assertThat(settings.beta2(5624)).isEqualTo(0.999);
        assertThat(settings.withBeta2Cap(0.95).beta2(1_000_000)).isEqualTo(0.95);
    }

    /**
     * Of a kernel of 4,194,304 numbers Adafactor keeps 5,120 beside its momentum, where Adam keeps
     * as many again. In big_vision the momentum has half the bits: a state of 0.5 and 1.5 times the
     * parameters, for 1 and 2 here.
     */
    @Test
    void adafactorKeepsRowsAndColumnsOnly() {
        class Wide extends Layer {
            Wide() {
                parameter("kernel", Tensor.zeros(1024, 4096).requiresGrad(true));
                parameter("bias", Tensor.zeros(4096).requiresGrad(true));
            }
        }
        Map<String, Tensor> state =
                new Adafactor(new Wide(), Adafactor.Settings.of(1, 0)).statistics();
        assertThat(state.get("v_row/kernel").length() + state.get("v_col/kernel").length())
                .isEqualTo(5120);
        assertThat(state.get("m/kernel").length()).isEqualTo(4_194_304);
        assertThat(state).containsKey("v/bias").doesNotContainKey("v/kernel");

        Map<String, Tensor> adam = new Adam(new Wide(), Adam.Settings.of(1)).statistics();
        assertThat(adam.get("m/kernel").length() + adam.get("v/kernel").length())
                .isEqualTo(2 * 4_194_304);
    }

    @Test
    void lionMovesEveryWeightByTheSameAmount() {
        Weights model = new Weights();
        double[] before = model.kernel.toDoubleArray();
        model.gradient();
        new Lion(model, Lion.Settings.of(0.01, 0)).step(1);
        double[] after = model.kernel.toDoubleArray();
        for (int i = 0; i < before.length; i++) {
            assertThat(Math.abs(after[i] - before[i])).isCloseTo(0.01, EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptimizerFindsTheMinimum(Optimizer.Settings settings) {
        Weights model = new Weights();
        Optimizer optimizer = settings.optimizer(model);
        for (int i = 0; i < 300; i++) {
            model.gradient();
            optimizer.step(1 - i / 300.0);
        }
        assertThat(optimizer.steps()).isEqualTo(300);
        assertThat(model.bias.toDoubleArray()).containsExactly(new double[] {5, 5, 5}, within(0.2));
        assertThat(model.kernel.mul(model.kernel).mean().item()).isLessThan(0.01);
    }

    @ParameterizedTest
    @MethodSource("all")
    void exportedStateContinuesTheSameRun(Optimizer.Settings settings) {
        Weights model = new Weights();
        Optimizer optimizer = settings.optimizer(model);
        for (int i = 0; i < 3; i++) {
            model.gradient();
            optimizer.step(1);
        }
        Map<String, Tensor> weights = model.state();
        Map<String, Tensor> state = optimizer.state();
        Weights other = new Weights();
        Optimizer continued = settings.optimizer(other);
        other.load(weights);
        continued.load(state, 3);
        for (int i = 0; i < 3; i++) {
            model.gradient();
            optimizer.step(1);
            other.gradient();
            continued.step(1);
        }
        assertThat(other.kernel.toDoubleArray()).isEqualTo(model.kernel.toDoubleArray());
        assertThat(other.bias.toDoubleArray()).isEqualTo(model.bias.toDoubleArray());
        assertThat(continued.steps()).isEqualTo(6);
        assertThatThrownBy(() -> continued.load(Map.of("w/x", Tensor.zeros(1)), 3))
                .hasMessageContaining("+ w/x is not part of this optimizer");
        state.put("t/kernel", Tensor.zeros(2));
        assertThatThrownBy(() -> continued.load(state, 3))
                .hasMessageContaining("! t/kernel has shape (2,), expected one number");
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsOfZeroMoveNothing(Optimizer.Settings settings) {
        Weights model = new Weights();
        double[] before = model.bias.toDoubleArray();
        Optimizer optimizer = settings.optimizer(model);
        for (int i = 0; i < 50; i++) {
            model.zeroGrad();
            model.kernel.sum().mul(0).add(model.bias.sum().mul(0)).backward();
            optimizer.step(1);
        }
        assertThat(model.bias.toDoubleArray()).isEqualTo(before);
    }

    @Test
    void frozenParametersStayAndAreNoPartOfTheNorm() {
        Weights model = new Weights();
        double[] before = model.kernel.toDoubleArray();
        Optimizer optimizer =
                AdamW.Settings.of(0.1, 0.01).optimizer(model, Masks.standard().frozen("ker.*"));
        model.gradient();
        double norm = optimizer.step(1);
        assertThat(norm).isCloseTo(Math.sqrt(64 + 36 + 16), EXACT);
        assertThat(model.kernel.toDoubleArray()).isEqualTo(before);
        assertThat(model.bias.toDoubleArray()[0]).isNotEqualTo(1);
        assertThat(optimizer.statistics()).containsOnlyKeys("m/bias", "v/bias");
    }

    @Test
    void masksThatMatchNothingAreRefused() {
        Weights model = new Weights();
        Map.of(
                        "img/.*", Masks.standard().frozen("img/.*"),
                        "kern", Masks.standard().decay("kern", 1),
                        "head/.*", Masks.standard().rate("head/.*", 2))
                .forEach(
                        (regex, masks) ->
                                assertThatThrownBy(
                                                () ->
                                                        AdamW.Settings.of(1, 0)
                                                                .optimizer(model, masks))
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasMessageContaining(
                                                "\"%s\" matches none of the model's parameters",
                                                regex));
        assertThatThrownBy(() -> Masks.standard().rate(".*", 0)).hasMessageContaining("frozen");
        assertThatThrownBy(() -> Masks.standard().decay(".*", -1)).hasMessageContaining("-1");
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Sgd.Settings.of(-1, 0)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> Sgd.Settings.of(1, 1)).hasMessageContaining("momentum = 1.0");
        assertThatThrownBy(() -> new Sgd.Settings(1, 0, true, 0, 1))
                .hasMessageContaining("Nesterov");
        assertThatThrownBy(() -> Lion.Settings.of(1, 2)).hasMessageContaining("weight decay");
        assertThatThrownBy(() -> Adafactor.Settings.of(1, 0).withBeta2Cap(1))
                .hasMessageContaining("beta2 cap");
    }
}
