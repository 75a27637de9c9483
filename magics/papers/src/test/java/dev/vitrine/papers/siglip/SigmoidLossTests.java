package dev.vitrine.papers.siglip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.UnitVectors;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed forms, gradients and the invariances of the loss. */
class SigmoidLossTests {

    private static Tensor number(double value) {
        return Tensor.of(new double[] {value}, 1);
    }

    private static Tensor log(double value) {
        return number(Math.log(value));
    }

    /** n pairs (n, n), each pair an axis of its own. */
    private static Tensor orthonormal(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return Tensor.of(values, n, n);
    }

    private static double loss(Tensor x, Tensor y, double t, double b) {
        try (Scope scope = Scope.open()) {
            double whole = SigmoidLoss.of(x, y, log(t), number(b)).item();
            assertThat(SigmoidLoss.chunked(x, y, log(t), number(b), 3).item())
                    .isCloseTo(whole, within(1e-12 * Math.max(1, whole)));
            return whole;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, .693147", "4, .693283", "512, .716346"})
    void matchedPairsOnTheirOwnAxes(int n, double expected) {
        Tensor pairs = orthonormal(n);
        assertThat(loss(pairs, pairs, 10, -10)).isCloseTo(expected, within(1e-6));
    }

    /** ln 2 + (n − 1) · softplus(−10): a straight line, drawn through two losses. */
    @ParameterizedTest
    @CsvSource({"4096, .879056", "32768, 2.180733"})
    void matchedPairsOfLargeBatches(int n, double expected) {
        double four = loss(orthonormal(4), orthonormal(4), 10, -10);
        double more = loss(orthonormal(512), orthonormal(512), 10, -10);
        double slope = (more - four) / (512 - 4);
        assertThat(slope).isCloseTo(4.539890e-5, within(1e-11));
        assertThat(four + (n - 4) * slope).isCloseTo(expected, within(1e-6));
    }

    /** 511 of 512 pairs of a row have a loss of 4.5e-5 that single precision must not lose. */
    @Test
    void matchedPairsInSinglePrecision() {
        int[] own = new int[512];
        Arrays.setAll(own, i -> i);
        Tensor pairs = Tensor.oneHot(512, own);
        Tensor t = Tensor.of(new float[] {(float) Math.log(10)}, 1);
        Tensor b = Tensor.of(new float[] {-10}, 1);
        assertThat(SigmoidLoss.of(pairs, pairs, t, b).item()).isCloseTo(.716346, within(2e-6));
        assertThat(SigmoidLoss.chunked(pairs, pairs, t, b, 100).item())
                .isCloseTo(.716346, within(2e-6));
    }

    /** 16.8 million pairs, of which no more than 262,144 are in memory. */
    @Test
    void manyPairsInPieces() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.zeros(DType.DOUBLE, 4096, 1);
            assertThat(SigmoidLoss.chunked(x, x, log(10), number(-10), 64).item())
                    .isCloseTo(10.185954, within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, 10, -10, 10.000182",
        "4, 10, 0, 2.772589",
        "4, 1, 0, 2.772589",
        "512, 10, 0, 354.891356",
        "512, 0.01, 0, 354.891356",
    })
    void whereNothingIsSimilarTheBiasDecides(int n, double t, double b, double expected) {
        Tensor x = Tensor.zeros(DType.DOUBLE, n, 3);
        assertThat(loss(x, x, t, b)).isCloseTo(expected, within(1e-6));
    }

    /** Logits of ±100,000: as far as exp overflows, and log(sigmoid) is minus infinity. */
    @Test
    void largeLogitsGiveTheirLossAndFiniteGradients() {
        Tensor x = Tensor.of(new double[] {1, 0, 0, 1}, 2, 2);
        Tensor opposite = Tensor.of(new double[] {-1, 0, 0, -1}, 2, 2);
        assertThat(loss(x, opposite, 1e5, 0)).isCloseTo(1e5 + Math.log(2), within(1e-6));
        assertThat(loss(x, x, 1e5, -1e4)).isZero();

        Tensor[] in = {x, opposite, log(1e5), number(0)};
        List<Function<Tensor[], Tensor>> losses =
                List.of(
                        t -> SigmoidLoss.of(t[0], t[1], t[2], t[3]),
                        t -> SigmoidLoss.chunked(t[0], t[1], t[2], t[3], 1));
        for (Function<Tensor[], Tensor> each : losses) {
            for (double[] gradient : gradients(each, in)) {
                assertThat(Arrays.stream(gradient).allMatch(Double::isFinite)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10, -10, 2.383458", "1, 0, 1.359763", "10, 0, 5.146943"})
    void twoPairsByHand(double t, double b, double expected) {
        Tensor x = Tensor.of(new double[] {1, 0, .6, .8}, 2, 2);
        Tensor y = Tensor.of(new double[] {.8, .6, 0, 1}, 2, 2);
        assertThat(loss(x, y, t, b)).isCloseTo(expected, within(1e-6));
        assertThat(loss(y, x, t, b)).as("swapped").isCloseTo(expected, within(1e-6));
    }

    private static Tensor[] inputs() {
        return new Tensor[] {
            new Philox(1).normal(DType.DOUBLE, 7, 5),
            new Philox(2).normal(DType.DOUBLE, 7, 5),
            number(0.7),
            number(-1.3)
        };
    }

    private static Tensor whole(Tensor[] in) {
        return SigmoidLoss.of(UnitVectors.of(in[0]), UnitVectors.of(in[1]), in[2], in[3]);
    }

    private static double[][] gradients(Function<Tensor[], Tensor> f, Tensor[] in) {
        double[][] gradients = new double[in.length][];
        for (Tensor tensor : in) {
            tensor.requiresGrad(true).zeroGrad();
        }
        try (Scope scope = Scope.open()) {
            f.apply(in).mul(1.7).backward();
        }
        for (int i = 0; i < in.length; i++) {
            gradients[i] = in[i].grad().toDoubleArray();
        }
        return gradients;
    }

    @Test
    void gradientsAgreeWithDifferences() {
        Tensor[] in = inputs();
        double[][] gradients = gradients(SigmoidLossTests::whole, in);
        double step = 1e-5;
        for (int i = 0; i < in.length; i++) {
            double[] values = in[i].toDoubleArray();
            for (int j = 0; j < values.length; j++) {
                double difference = (moved(i, j, step) - moved(i, j, -step)) / (2 * step) * 1.7;
                assertThat(gradients[i][j])
                        .as("input %d, element %d", i, j)
                        .isCloseTo(difference, within(1e-7 * Math.max(1, Math.abs(difference))));
            }
        }
    }

    private static double moved(int input, int element, double by) {
        Tensor[] in = inputs();
        double[] values = in[input].toDoubleArray();
        values[element] += by;
        in[input] = Tensor.of(values, in[input].shape());
        try (Scope scope = Scope.open()) {
            return whole(in).item();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7, 100})
    void chunksOfAnySizeGiveTheWholeGradients(int chunk) {
        Tensor[] in = inputs();
        double[][] whole = gradients(SigmoidLossTests::whole, in);
        double[][] chunked =
                gradients(
                        t ->
                                SigmoidLoss.chunked(
                                        UnitVectors.of(t[0]),
                                        UnitVectors.of(t[1]),
                                        t[2],
                                        t[3],
                                        chunk),
                        in);
        for (int i = 0; i < in.length; i++) {
            assertThat(chunked[i]).containsExactly(whole[i], within(1e-12));
        }
    }

    @Test
    void singlePrecisionAgreesToo() {
        Tensor x = UnitVectors.of(new Philox(1).normal(64, 32));
        Tensor y = UnitVectors.of(new Philox(2).normal(64, 32));
        Tensor t = Tensor.of(new float[] {2}, 1);
        Tensor b = Tensor.of(new float[] {-5}, 1);
        double whole = SigmoidLoss.of(x, y, t, b).item();

        assertThat(SigmoidLoss.chunked(x, y, t, b, 16).item())
                .isCloseTo(whole, within(1e-6 * whole));
    }

    @Test
    void orderOfPairsDoesNotMatter() {
        Tensor[] in = inputs();
        int[] order = {3, 1, 6, 0, 2, 5, 4};
        Tensor x = UnitVectors.of(in[0]);
        Tensor y = UnitVectors.of(in[1]);
        double before = SigmoidLoss.chunked(x, y, in[2], in[3], 2).item();
        double after =
                SigmoidLoss.chunked(
                                x.indexSelect(0, order), y.indexSelect(0, order), in[2], in[3], 2)
                        .item();

        assertThat(after).isCloseTo(before, within(1e-12));
    }

    /** The second copy is pushed away from where the first is pulled to. */
    @Test
    void duplicatePairWeakensItsOwnPull() {
        Tensor alone = Tensor.of(new double[] {1, 0, 0, 1}, 2, 2);
        Tensor doubled = Tensor.of(new double[] {1, 0, 0, 1, 1, 0}, 3, 2);
        Tensor[] one = {alone, alone.mul(1).detach(), number(0), number(0)};
        Tensor[] two = {doubled, doubled.mul(1).detach(), number(0), number(0)};
        Function<Tensor[], Tensor> loss = t -> SigmoidLoss.of(t[0], t[1], t[2], t[3]);

        double pull = 2 * gradients(loss, one)[0][0];
        double weakened = 3 * gradients(loss, two)[0][0];
        assertThat(pull).isNegative();
        assertThat(weakened).isGreaterThan(pull);
    }

    @Test
    void softmaxOfEqualSimilaritiesIsTheLogarithmOfTheirNumber() {
        Tensor x = Tensor.zeros(DType.DOUBLE, 8, 3);
        assertThat(SigmoidLoss.softmax(x, x, number(0)).item())
                .isCloseTo(Math.log(8), within(1e-12));
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Tensor x = Tensor.zeros(3, 2);
        Tensor y = Tensor.zeros(4, 2);
        assertThatThrownBy(() -> SigmoidLoss.of(x, y, number(0), number(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3, 2]")
                .hasMessageContaining("[4, 2]");
        assertThatThrownBy(() -> SigmoidLoss.chunked(x, x, number(0), number(0), 0))
                .hasMessageContaining("0 texts at a time");
    }
}
