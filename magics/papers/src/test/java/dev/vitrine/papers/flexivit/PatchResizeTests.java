package dev.vitrine.papers.flexivit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Interpolation;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchResizeTests {

    private final Initializer init = new Initializer(new Philox(81), DType.DOUBLE);

    private static double[][] mirrored(double[]... rows) {
        int to = rows.length * 2;
        double[][] matrix = new double[to][];
        for (int r = 0; r < rows.length; r++) {
            matrix[r] = rows[r];
            double[] mirror = new double[rows[r].length];
            for (int c = 0; c < mirror.length; c++) {
                mirror[c] = rows[r][mirror.length - 1 - c];
            }
            matrix[to - 1 - r] = mirror;
        }
        return matrix;
    }

    private static double[][] withoutRow(double[][] matrix, int row) {
        double[][] shorter = new double[matrix.length - 1][];
        for (int r = 0; r < shorter.length; r++) {
            shorter[r] = matrix[r < row ? r : r + 1];
        }
        return shorter;
    }

    private static void assertMatrix(double[][] actual, double[][] expected, double tolerance) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int r = 0; r < expected.length; r++) {
            assertThat(actual[r]).as("row %d", r).containsExactly(expected[r], within(tolerance));
        }
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static double[][] identity(int n) {
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    /** By hand, in fractions, and to six digits. */
    @Test
    void matricesHaveTheirValues() {
        assertMatrix(
                PatchResize.matrix(2, 4),
                mirrored(new double[] {.65, -.15}, new double[] {.45, .05}),
                1e-12);
        assertMatrix(
                PatchResize.matrix(2, 3),
                new double[][] {{.833333, -.166667}, {.333333, .333333}, {-.166667, .833333}},
                5e-7);
        assertMatrix(PatchResize.matrix(4, 2), new double[][] {{1, 1, 0, 0}, {0, 0, 1, 1}}, 1e-12);
        assertMatrix(
                PatchResize.matrix(3, 2),
                new double[][] {{1.212121, .363636, -.121212}, {-.121212, .363636, 1.212121}},
                5e-7);
        assertMatrix(
                PatchResize.matrix(4, 6),
                mirrored(
                        new double[] {.847701, -.238506, .071839, -.014368},
                        new double[] {.304598, .477011, -.143678, .028736},
                        new double[] {-.186782, .933908, -.100575, .020115}),
                5e-7);
        assertMatrix(
                PatchResize.matrix(4, 7),
                withoutRow(
                        mirrored(
                                new double[] {.743727, -.185451, .039355, -.008211},
                                new double[] {.411878, .198241, -.042069, .008777},
                                new double[] {-.119081, .812147, -.172349, .035958},
                                new double[] {-.073048, .350126, .350126, -.073048}),
                        4),
                5e-7);
        assertMatrix(
                PatchResize.matrix(7, 4),
                mirrored(
                        new double[] {1.176471, .705882, 0, 0, 0, 0, 0},
                        new double[] {0, 0, 1.120448, .156863, -.022409, 0, 0}),
                5e-7);
    }

    /** BᵀP = I is what makes a grown patch keep its token; a shrunk one cannot. */
    @ParameterizedTest
    @CsvSource({"2,4", "4,6", "4,7", "8,12", "10,15", "16,48", "32,40", "32,48", "10,10", "1,3"})
    void grownPatchesKeepTheirTokens(int from, int to) {
        double[][] matrix = PatchResize.matrix(from, to);
        double[][] kept = product(transposed(PatchResize.bilinear(from, to)), matrix);
        assertMatrix(kept, identity(from), 1e-10);
        for (double[] column : transposed(matrix)) {
            double sum = 0;
            for (double weight : column) {
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-10));
        }
    }

    @ParameterizedTest
    @CsvSource({"4,2", "7,4", "10,5", "10,3", "32,8", "3,1"})
    void shrunkPatchesCannotKeepTheirTokensButAreAsCloseAsPossible(int from, int to) {
        double[][] matrix = PatchResize.matrix(from, to);
        double[][] bilinear = PatchResize.bilinear(from, to);
        double[][] kept = product(transposed(bilinear), matrix);
        double worst = 0;
        for (int i = 0; i < from; i++) {
            for (int j = 0; j < from; j++) {
                worst = Math.max(worst, Math.abs(kept[i][j] - (i == j ? 1 : 0)));
            }
        }
        assertThat(worst).isGreaterThan(0.1);
        // The normal equations of the least squares: B BᵀP = B.
        assertMatrix(product(bilinear, kept), bilinear, 1e-10);
    }

    @Test
    void sameSizeIsTheIdentity() {
        assertMatrix(PatchResize.matrix(5, 5), identity(5), 1e-12);
        Tensor kernel = init.normal(1, 9, 2);
        assertThat(PatchResize.resize(kernel, 3, 3)).isSameAs(kernel);
    }

    /** In one dimension: x = [1, 2], w = [3, 5]. */
    @Test
    void plainResizingChangesTheTokenAndThisDoesNot() {
        double[][] b = PatchResize.bilinear(2, 4);
        double[][] x = product(b, new double[][] {{1}, {2}});
        assertMatrix(x, new double[][] {{1}, {1.25}, {1.75}, {2}}, 1e-12);
        double[][] w = {{3}, {5}};
        double[][] resized = product(PatchResize.matrix(2, 4), w);
        assertThat(product(transposed(x), resized)[0][0]).isCloseTo(13, within(1e-12));
        assertThat(product(transposed(x), product(b, w))[0][0]).isCloseTo(25.25, within(1e-12));
    }

    /** (P ⊗ P) solves the least squares of the whole patch, so it is its pseudo-inverse. */
    @Test
    void rowsAndColumnsMayBeResizedOneAfterTheOther() {
        for (int[] size : new int[][] {{3, 5}, {5, 3}}) {
            double[][] p = kronecker(PatchResize.matrix(size[0], size[1]));
            double[][] bt = transposed(kronecker(PatchResize.bilinear(size[0], size[1])));
            // The four conditions of Penrose for the pseudo-inverse of Bᵀ.
            assertMatrix(product(product(bt, p), bt), bt, 1e-10);
            assertMatrix(product(product(p, bt), p), p, 1e-10);
            assertMatrix(transposed(product(bt, p)), product(bt, p), 1e-10);
            assertMatrix(transposed(product(p, bt)), product(p, bt), 1e-10);
        }
    }

    private static double[][] kronecker(double[][] a) {
        int rows = a.length;
        int columns = a[0].length;
        double[][] both = new double[rows * rows][columns * columns];
        for (int i = 0; i < rows * rows; i++) {
            for (int j = 0; j < columns * columns; j++) {
                both[i][j] = a[i / rows][j / columns] * a[i % rows][j % columns];
            }
        }
        return both;
    }

    @Test
    void thereAndBackIsNotTheIdentity() {
        assertMatrix(
                product(PatchResize.matrix(2, 4), PatchResize.matrix(4, 2)),
                mirrored(new double[] {.65, .65, -.15, -.15}, new double[] {.45, .45, .05, .05}),
                1e-12);
        assertMatrix(
                product(PatchResize.matrix(4, 2), PatchResize.matrix(2, 4)),
                new double[][] {{1.1, -.1}, {-.1, 1.1}},
                1e-12);
    }

    /** Each patch of a picture, resized by itself: the tokens stay. */
    @Test
    void resizedPatchKeepsItsToken() {
        Initializer floats = new Initializer(new Philox(82), DType.FLOAT);
        int channels = 3;
        Tensor kernel = floats.lecunNormal(4 * 4 * channels, 6).detach();
        Tensor patches = floats.normal(1, 5, 4, 4, channels).detach();
        for (int to : new int[] {4, 5, 7, 12}) {
            Tensor larger =
                    Convolutions.resize(patches, to, to, Interpolation.LINEAR, false)
                            .reshape(5, (long) to * to * channels);
            assertThat(larger.matmul(PatchResize.resize(kernel, 4, to)).toFloatArray())
                    .containsExactly(
                            patches.reshape(5, 48).matmul(kernel).toFloatArray(), within(1e-5f));
        }
    }

    /** A constant patch shows it best: the inner product grows with the number of pixels. */
    @Test
    void kernelResizedAsAPictureMakesTokensFourTimesAsLong() {
        Tensor kernel = init.normal(1, 25, 7).detach();
        Tensor small = Tensor.full(DType.DOUBLE, 1, 1, 25).matmul(kernel);
        Tensor large =
                Tensor.full(DType.DOUBLE, 1, 1, 100)
                        .matmul(PatchResize.resizeAsPicture(kernel, 5, 10));
        assertThat(large.toDoubleArray())
                .containsExactly(small.mul(4).toDoubleArray(), within(1e-10));
    }

    @Test
    void gradientOfTheStoredKernelGoesThroughTheResize() {
        for (int to : new int[] {5, 2}) {
            Tensor kernel = init.normal(1, 3 * 3 * 2, 4);
            Tensor weights = init.normal(1, to * to * 2, 4).detach();
            GradientCheck.of(
                    () -> PatchResize.resize(kernel, 3, to).tanh().mul(weights).sum(),
                    Map.of("kernel", kernel));
        }
        Tensor kernel = init.normal(1, 9, 1);
        Tensor gradient = init.normal(1, 25, 1).detach();
        PatchResize.resize(kernel, 3, 5).mul(gradient).sum().backward();
        // P₁ᵀ G P₁ with G as a square.
        double[][] g = new double[5][5];
        for (int i = 0; i < 25; i++) {
            g[i / 5][i % 5] = gradient.toDoubleArray()[i];
        }
        double[][] p = PatchResize.matrix(3, 5);
        double[][] expected = product(product(transposed(p), g), p);
        for (int i = 0; i < 9; i++) {
            assertThat(kernel.grad().toDoubleArray()[i])
                    .isCloseTo(expected[i / 3][i % 3], within(1e-10));
        }
    }

    @Test
    void kernelOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> PatchResize.resize(Tensor.zeros(50, 8), 7, 3))
                .hasMessageContaining("[50, 8]")
                .hasMessageContaining("7 x 7");
        assertThatThrownBy(() -> PatchResize.matrix(0, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
