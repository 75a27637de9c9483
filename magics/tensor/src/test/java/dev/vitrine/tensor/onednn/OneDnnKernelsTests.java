package dev.vitrine.tensor.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each primitive against its formula in double precision. */
class OneDnnKernelsTests {

    private static final Kernels KERNELS = new OneDnnKernels();

    private static void assertClose(View actual, double[] expected, double tolerance) {
        double[] values = Naive.values(actual);
        assertThat(values).hasSameSizeAs(expected);
        double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        int worst = 0;
        for (int i = 0; i < values.length; i++) {
            // A NaN compares as false: it must become the worst.
            if (!(Math.abs(values[i] - expected[i]) <= Math.abs(values[worst] - expected[worst]))) {
                worst = i;
            }
        }
        assertThat(values[worst])
                .as("element %d", worst)
                .isCloseTo(expected[worst], offset(tolerance * (1 + size)));
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    @Test
    void smallTermsOfALargeSumAreNotLost() {
        float[] values = new float[100_000];
        Arrays.fill(values, 4.54e-5f);
        values[0] = 700;
        try (Tensor x = Tensor.of(values, 100, 1000);
                Tensor sum = x.sum()) {
            assertThat(sum.item()).isCloseTo(700 + 99_999 * 4.54e-5, offset(1e-4));
        }
    }

    @Nested
    class Matmul {

        @ParameterizedTest
        @CsvSource({
            "3,4,5",
            "1,7,3",
            "7,1,3",
            "5,4,1",
            "1,1,1",
            "64,64,64",
            "130,33,17",
            "600,40,30",
            "20,700,100"
        })
        void everyTransposeAgreesWithTheFormula(int m, int n, int k) {
            for (boolean ta : new boolean[] {false, true}) {
                for (boolean tb : new boolean[] {false, true}) {
                    View a = ta ? Naive.random(1, k, m) : Naive.random(1, m, k);
                    View b = tb ? Naive.random(2, n, k) : Naive.random(2, k, n);
                    View out = Naive.random(3, m, n);
                    KERNELS.matmul(a, ta, b, tb, null, Activation.NONE, null, out, false);
                    assertClose(out, Naive.matmul(a, ta, b, tb, null, Activation.NONE), 1e-6);
                }
            }
        }

        @Test
        void accumulatingAddsToWhatIsThere() {
            View a = Naive.random(1, 900, 40);
            View b = Naive.random(2, 40, 50);
            View out = Naive.random(3, 900, 50);
            double[] before = Naive.values(out);
            KERNELS.matmul(a, false, b, false, null, Activation.NONE, null, out, true);
            assertClose(
                    out,
                    plus(before, Naive.matmul(a, false, b, false, null, Activation.NONE)),
                    1e-6);
        }

        @ParameterizedTest
        @EnumSource(Activation.class)
        void biasAndActivationFollowAndTheArgumentIsKept(Activation activation) {
            for (int rows : new int[] {1, 7, 333}) {
                View a = Naive.random(1, rows, 96);
                View b = Naive.random(2, 96, 130);
                View bias = Naive.random(3, 130);
                View out = Naive.random(4, rows, 130);
                View before = activation == Activation.NONE ? null : Naive.random(5, rows, 130);
                KERNELS.matmul(a, false, b, false, bias, activation, before, out, false);
                assertClose(out, Naive.matmul(a, false, b, false, bias, activation), 5e-6);
                if (before != null) {
                    assertClose(
                            before, Naive.matmul(a, false, b, false, bias, Activation.NONE), 5e-6);
                }
                View inference = Naive.random(6, rows, 130);
                KERNELS.matmul(a, false, b, false, bias, activation, null, inference, false);
                assertThat(Naive.values(inference)).isEqualTo(Naive.values(out));
            }
        }

        @Test
        void batchesUseTheirStrides() {
            View packed = Naive.random(1, 5, 9, 96);
            View q = part(packed, 0, 2);
            View k = part(packed, 1, 2);
            View out = Naive.random(2, 5, 2, 9, 9);
            KERNELS.matmul(q, false, k, true, null, Activation.NONE, null, out, false);
            assertClose(out, Naive.matmul(q, false, k, true, null, Activation.NONE), 1e-6);
        }

        @Test
        void aBroadcastMatrixServesTheWholeBatch() {
            View a = Naive.random(1, 3, 4, 20, 30);
            View b = Naive.random(2, 4, 30, 10);
            View out = Naive.random(3, 3, 4, 20, 10);
            KERNELS.matmul(
                    a,
                    false,
                    b.broadcastTo(3, 4, 30, 10),
                    false,
                    null,
                    Activation.NONE,
                    null,
                    out,
                    false);
            assertClose(out, Naive.matmul(a, false, b, false, null, Activation.NONE), 1e-6);

            View one = Naive.random(4, 20, 30);
            KERNELS.matmul(
                    one.broadcastTo(3, 4, 20, 30),
                    false,
                    b.broadcastTo(3, 4, 30, 10),
                    false,
                    null,
                    Activation.NONE,
                    null,
                    out,
                    false);
            assertClose(
                    out,
                    Naive.matmul(
                            one.broadcastTo(3, 4, 20, 30), false, b, false, null, Activation.NONE),
                    1e-6);
        }

        @Test
        void aSharedMatrixMakesOneTallProduct() {
            View a = Naive.random(1, 6, 50, 32);
            View b = Naive.random(2, 32, 48);
            View out = Naive.random(3, 6, 50, 48);
            KERNELS.matmul(
                    a,
                    false,
                    b.broadcastTo(6, 32, 48),
                    false,
                    null,
                    Activation.NONE,
                    null,
                    out,
                    false);
            assertClose(out, Naive.matmul(a, false, b, false, null, Activation.NONE), 1e-6);
        }

        @Test
        void columnsOfAWiderOutputAreWrittenInPlace() {
            View a = Naive.random(1, 40, 32);
            View b = Naive.random(2, 32, 24);
            View wide = Naive.random(3, 40, 100);
            double[] before = Naive.values(wide);
            KERNELS.matmul(
                    a, false, b, false, null, Activation.NONE, null, wide.slice(1, 10, 34), false);
            assertClose(
                    wide.slice(1, 10, 34),
                    Naive.matmul(a, false, b, false, null, Activation.NONE),
                    1e-6);
            assertThat(Naive.get(wide, 39, 9)).isEqualTo(before[3909]);
            assertThat(Naive.get(wide, 0, 34)).isEqualTo(before[34]);
        }
    }

    @Nested
    class Elementwise {

        @ParameterizedTest
        @EnumSource(Unary.class)
        void valuesAgreeWithTheFormula(Unary function) {
            for (int length : new int[] {1, 1023, 40_001}) {
                View x = argument(function, length);
                View out = Naive.random(2, length);
                KERNELS.unary(function, x, out);
                double[] expected =
                        Arrays.stream(Naive.values(x))
                                .map(v -> Naive.function(function, v))
                                .toArray();
                assertClose(out, expected, 2e-6);
                KERNELS.unary(function, x, x);
                assertThat(Naive.values(x)).isEqualTo(Naive.values(out));
            }
        }

        @ParameterizedTest
        @EnumSource(Unary.class)
        void derivativesAgreeWithDifferences(Unary function) {
            View x = argument(function, 40_001);
            View y = Naive.random(2, 40_001);
            KERNELS.unary(function, x, y);
            View dy = Naive.random(3, 40_001);
            View dx = Naive.random(4, 40_001);
            double[] old = Naive.values(dx);
            double[] expected = Naive.values(dy);
            double[] argument = Naive.values(x);
            Arrays.setAll(expected, i -> expected[i] * Naive.derivative(function, argument[i]));
            KERNELS.unaryBackward(function, x, y, dy, dx, true);
            assertClose(dx, plus(old, expected), 2e-6);
            KERNELS.unaryBackward(function, x, y, dy, dx, false);
            assertClose(dx, expected, 2e-6);
        }

        @ParameterizedTest
        @ValueSource(floats = {-1e30f, -100, -20, -9, 9, 20, 100, 1e30f})
        void largeArgumentsSaturate(float value) {
            for (Unary function :
                    new Unary[] {Unary.TANH, Unary.SIGMOID, Unary.GELU_TANH, Unary.GELU_ERF}) {
                View x = Naive.random(1, 1);
                x.storage().put(0, value);
                View out = Naive.random(2, 1);
                KERNELS.unary(function, x, out);
                double expected = Naive.function(function, value);
                assertThat(out.storage().get(0))
                        .isCloseTo(expected, offset(1e-6 * (1 + Math.abs(expected))));
            }
        }

        private View argument(Unary function, int length) {
            View x = Naive.random(1, length);
            boolean positive = function == Unary.LOG || function == Unary.SQRT;
            for (int i = 0; i < length; i++) {
                double v = x.storage().get(i) * 2;
                // Away from the kinks of RELU and ROUND, where differences say nothing.
                double kink = function == Unary.ROUND ? Math.floor(v) + 0.5 : 0;
                x.storage()
                        .put(i, positive ? Math.abs(v) + 0.1 : Math.abs(v - kink) < 1e-3 ? 0.1 : v);
            }
            return x;
        }
    }

    @ParameterizedTest
    @CsvSource({"1,5,false", "777,130,true", "3,1,false"})
    void gradientThroughAnActivationSumsTheBiasOnTheWay(int rows, int n, boolean accumulate) {
        View pre = Naive.random(1, rows, n);
        View dy = Naive.random(2, rows, n);
        View dpre = Naive.random(3, rows, n);
        View dbias = Naive.random(4, n);
        double[] old = Naive.values(dbias);
        KERNELS.activationBackward(
                Activation.GELU_TANH, pre, null, dy, dpre, new Target(dbias, accumulate));
        double[] expected = Naive.values(dy);
        double[] argument = Naive.values(pre);
        Arrays.setAll(expected, i -> expected[i] * Naive.derivative(Unary.GELU_TANH, argument[i]));
        assertClose(dpre, expected, 2e-6);
        double[] sums = accumulate ? old : new double[n];
        for (int i = 0; i < expected.length; i++) {
            sums[i % n] += expected[i];
        }
        assertClose(dbias, sums, 2e-6);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,7", "1200,50", "100,197"})
    void softmaxAndItsGradientFollowTheFormula(int rows, int n) {
        View x = Naive.random(1, rows, n);
        View y = Naive.random(2, rows, n);
        KERNELS.softmax(x, y, false);
        double[] expected = Naive.softmax(Naive.values(x), n);
        assertClose(y, expected, 1e-6);
        KERNELS.softmax(x, x, false);
        assertThat(Naive.values(x)).isEqualTo(Naive.values(y));

        View dy = Naive.random(3, rows, n);
        View dx = Naive.random(4, rows, n);
        double[] old = Naive.values(dx);
        double[] gradient = softmaxGradient(expected, Naive.values(dy), n);
        KERNELS.softmaxBackward(y, dy, dx, false, true);
        assertClose(dx, plus(old, gradient), 1e-6);
        KERNELS.softmaxBackward(y, dy, dx, false, false);
        assertClose(dx, gradient, 1e-6);
    }

    private static double[] softmaxGradient(double[] y, double[] dy, int n) {
        double[] dx = new double[y.length];
        for (int row = 0; row < y.length; row += n) {
            double dot = 0;
            for (int i = row; i < row + n; i++) {
                dot += y[i] * dy[i];
            }
            for (int i = row; i < row + n; i++) {
                dx[i] = y[i] * (dy[i] - dot);
            }
        }
        return dx;
    }

    @ParameterizedTest
    @CsvSource({"1,8,true", "500,192,true", "37,5,true", "300,64,false"})
    void layerNormAndItsGradientsFollowTheFormula(int rows, int n, boolean affine) {
        View x = Naive.random(1, rows, n);
        View scale = affine ? Naive.random(2, n) : null;
        View bias = affine ? Naive.random(3, n) : null;
        View out = Naive.random(4, rows, n);
        View mean = Naive.random(5, rows);
        View rstd = Naive.random(6, rows);
        double eps = 1e-6;
        KERNELS.layerNorm(x, scale, bias, eps, out, mean, rstd);

        double[] in = Naive.values(x);
        double[] normal = new double[in.length];
        double[] inverse = new double[rows];
        double[] value = new double[in.length];
        for (int r = 0; r < rows; r++) {
            double m = 0;
            double v = 0;
            for (int i = 0; i < n; i++) {
                m += in[r * n + i] / n;
            }
            for (int i = 0; i < n; i++) {
                v += Math.pow(in[r * n + i] - m, 2) / n;
            }
            inverse[r] = 1 / Math.sqrt(v + eps);
            for (int i = 0; i < n; i++) {
                normal[r * n + i] = (in[r * n + i] - m) * inverse[r];
                value[r * n + i] =
                        affine
                                ? normal[r * n + i] * Naive.get(scale, i) + Naive.get(bias, i)
                                : normal[r * n + i];
            }
        }
        assertClose(out, value, 2e-6);
        assertClose(rstd, inverse, 2e-6);

        View dy = Naive.random(7, rows, n);
        View dx = Naive.random(8, rows, n);
        View dscale = affine ? Naive.random(9, n) : null;
        View dbias = affine ? Naive.random(10, n) : null;
        double[] oldScale = affine ? Naive.values(dscale) : null;
        double[] g = Naive.values(dy);
        double[] expected = new double[in.length];
        double[] scaleSums = affine ? oldScale : new double[n];
        double[] biasSums = new double[n];
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            double dot = 0;
            for (int i = 0; i < n; i++) {
                double h = g[r * n + i] * (affine ? Naive.get(scale, i) : 1);
                sum += h / n;
                dot += h * normal[r * n + i] / n;
                scaleSums[i] += g[r * n + i] * normal[r * n + i];
                biasSums[i] += g[r * n + i];
            }
            for (int i = 0; i < n; i++) {
                double h = g[r * n + i] * (affine ? Naive.get(scale, i) : 1);
                expected[r * n + i] = inverse[r] * (h - sum - normal[r * n + i] * dot);
            }
        }
        Target toScale = affine ? new Target(dscale, true) : null;
        Target toBias = affine ? new Target(dbias, false) : null;
        KERNELS.layerNormBackward(x, scale, mean, rstd, dy, new Target(dx, false), toScale, toBias);
        assertClose(dx, expected, 5e-6);
        if (affine) {
            assertClose(dscale, scaleSums, 5e-6);
            assertClose(dbias, biasSums, 5e-6);
        }
        KERNELS.layerNormBackward(x, scale, mean, rstd, dy, new Target(dx, true), null, null);
        assertClose(dx, plus(expected, expected), 1e-5);
    }

    @Nested
    class Attention {

        @ParameterizedTest
        @CsvSource({"1,1,1,1,8", "2,3,50,50,64", "3,5,7,11,4", "1,5,197,197,16", "9,2,1,30,8"})
        void valuesAndGradientsFollowTheFormula(
                int batch, int heads, int queries, int keys, int d) {
            View q = heads(Naive.random(1, batch, queries, heads * d), heads);
            View k = heads(Naive.random(2, batch, keys, heads * d), heads);
            View v = heads(Naive.random(3, batch, keys, heads * d), heads);
            View out = heads(Naive.random(4, batch, queries, heads * d), heads);
            View logSumExp = Naive.random(5, batch, heads, queries);
            double scale = 1 / Math.sqrt(d);
            KERNELS.attention(q, k, v, scale, AttentionMask.none(), out, logSumExp);
            double[] scores = Naive.matmul(q, false, k, true, null, Activation.NONE);
            double[] p = Naive.softmax(Arrays.stream(scores).map(s -> s * scale).toArray(), keys);
            double[] sums = new double[batch * heads * queries];
            Arrays.setAll(sums, row -> logSumExp(scores, row * keys, keys, scale));
            assertClose(logSumExp, sums, 2e-6);
            View exact = store(p, batch, heads, queries, keys);
            assertClose(out, Naive.matmul(exact, false, v, false, null, Activation.NONE), 2e-6);

            View dout = heads(Naive.random(6, batch, queries, heads * d), heads);
            View dq = heads(Naive.random(7, batch, queries, heads * d), heads);
            View dk = heads(Naive.random(8, batch, keys, heads * d), heads);
            View dv = heads(Naive.random(9, batch, keys, heads * d), heads);
            double[] oldK = Naive.values(dk);
            KERNELS.attentionBackward(
                    q,
                    k,
                    v,
                    scale,
                    AttentionMask.none(),
                    out,
                    logSumExp,
                    dout,
                    new Target(dq, false),
                    new Target(dk, true),
                    new Target(dv, false));
            double[] dp = Naive.matmul(dout, false, v, true, null, Activation.NONE);
            double[] ds = Arrays.stream(softmaxGradient(p, dp, keys)).map(s -> s * scale).toArray();
            View dscores = store(ds, batch, heads, queries, keys);
            assertClose(dv, Naive.matmul(exact, true, dout, false, null, Activation.NONE), 5e-6);
            assertClose(dq, Naive.matmul(dscores, false, k, false, null, Activation.NONE), 5e-6);
            assertClose(
                    dk,
                    plus(oldK, Naive.matmul(dscores, true, q, false, null, Activation.NONE)),
                    5e-6);
        }

        private static double logSumExp(double[] scores, int from, int count, double scale) {
            double sum = 0;
            for (int i = from; i < from + count; i++) {
                sum += Math.exp(scores[i] * scale);
            }
            return Math.log(sum);
        }

        @Test
        void aPackedProjectionNeedsNoCopies() {
            View packed = Naive.random(1, 4, 10, 48);
            View apart = heads(Naive.random(2, 4, 10, 16), 2);
            View together = heads(Naive.random(3, 4, 10, 16), 2);
            View[] parts = new View[3];
            for (int i = 0; i < 3; i++) {
                parts[i] = store(Naive.values(part(packed, i, 2)), 4, 2, 10, 8);
            }
            KERNELS.attention(parts[0], parts[1], parts[2], 0.3, AttentionMask.none(), apart, null);
            KERNELS.attention(
                    part(packed, 0, 2),
                    part(packed, 1, 2),
                    part(packed, 2, 2),
                    0.3,
                    AttentionMask.none(),
                    together,
                    null);
            assertClose(together, Naive.values(apart), 1e-6);
        }
    }

    @Test
    void theSameCallTwiceGivesTheSameBits() {
        View a = Naive.random(1, 1600, 192);
        View b = Naive.random(2, 192, 768);
        View bias = Naive.random(3, 768);
        View first = Naive.random(4, 1600, 768);
        View second = Naive.random(5, 1600, 768);
        KERNELS.matmul(a, false, b, false, bias, Activation.GELU_ERF, null, first, false);
        KERNELS.matmul(a, false, b, false, bias, Activation.GELU_ERF, null, second, false);
        assertThat(Naive.values(first)).isEqualTo(Naive.values(second));
        View sums = Naive.random(6, 768);
        View again = Naive.random(7, 768);
        KERNELS.activationBackward(
                Activation.NONE, null, null, first, null, new Target(sums, false));
        KERNELS.activationBackward(
                Activation.NONE, null, null, first, null, new Target(again, false));
        assertThat(Naive.values(sums)).isEqualTo(Naive.values(again));
    }

    /** (B, T, heads d) seen as (B, heads, T, d). */
    private static View heads(View sideBySide, int heads) {
        return sideBySide.split(2, heads).permute(0, 2, 1, 3);
    }

    /** Queries, keys or values of a packed projection (B, T, 3 heads d). */
    private static View part(View packed, int which, int heads) {
        long width = packed.size(2) / 3;
        return heads(packed.slice(2, which * width, (which + 1) * width), heads);
    }

    private static View store(double[] values, long... shape) {
        View view = Naive.random(0, shape);
        for (int i = 0; i < values.length; i++) {
            view.storage().put(i, values[i]);
        }
        return view;
    }
}
