package dev.vitrine.learn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RidgeRegressionTests {

    private static Features random(int n, int width, int classes, long seed) {
        Philox random = new Philox(seed);
        int[] labels = new int[n];
        float[] values = new float[n * width];
        for (int i = 0; i < n; i++) {
            labels[i] = i % classes;
            for (int d = 0; d < width; d++) {
                values[i * width + d] =
                        (float) (random.nextNormal() + (d % classes == labels[i] ? 1 : 0));
            }
        }
        return new Features(width, values, labels, classes);
    }

    /** x = ∓1 after whitening: W = Σ x y / (Σ x² + λ) = −2 / (2 + 1024), and the bias vanishes. */
    @Test
    void twoPointsGiveTheClosedForm() {
        Features two = new Features(1, new float[] {0, 2}, new int[] {0, 1}, 2);
        double[] weights = RidgeRegression.of(two).weights(1024).toDoubleArray();
        assertThat(weights[0]).isCloseTo(-.0019493, within(1e-7));
        assertThat(weights[1]).isCloseTo(.0019493, within(1e-7));
        assertThat(weights[2]).isCloseTo(0, within(1e-12));
        assertThat(weights[3]).isCloseTo(0, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"12, 5", "5, 12", "6, 6"})
    void primalEqualsDual(int n, int width) {
        Features train = random(n, width, 3, 5);
        double[] primal = RidgeRegression.of(train, true).weights(1024).toDoubleArray();
        double[] dual = RidgeRegression.of(train, false).weights(1024).toDoubleArray();
        assertThat(primal).containsExactly(dual, within(1e-10));
        assertThat(RidgeRegression.of(train).weights(1024).toDoubleArray())
                .containsExactly(dual, within(1e-10));
    }

    /** The gradient of ‖XW − Y‖² + λ‖W‖² at W is zero: checked with X rebuilt by hand. */
    @Test
    void weightsSolveTheNormalEquations() {
        Features train = random(9, 4, 3, 8);
        double l2 = 7;
        double[] w = RidgeRegression.of(train).weights(l2).toDoubleArray();
        double[][] x = new double[9][5];
        for (int d = 0; d < 4; d++) {
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < 9; i++) {
                mean += train.at(i, d) / 9;
            }
            for (int i = 0; i < 9; i++) {
                variance += Math.pow(train.at(i, d) - mean, 2) / 9;
            }
            for (int i = 0; i < 9; i++) {
                x[i][d] = (train.at(i, d) - mean) / (Math.sqrt(variance) + 1e-5);
                x[i][4] = 100;
            }
        }
        for (int row = 0; row < 5; row++) {
            for (int c = 0; c < 3; c++) {
                double gradient = l2 * w[row * 3 + c];
                for (int i = 0; i < 9; i++) {
                    double predicted = 0;
                    for (int k = 0; k < 5; k++) {
                        predicted += x[i][k] * w[k * 3 + c];
                    }
                    gradient += x[i][row] * (predicted - (train.label(i) == c ? 1 : -1));
                }
                assertThat(gradient).isCloseTo(0, within(1e-7));
            }
        }
    }

    /** Whitening makes the fit blind to the scale and offset of every feature. */
    @Test
    void scaledAndShiftedFeaturesGiveTheSamePredictions() {
        Features train = random(30, 6, 3, 1);
        Features test = random(200, 6, 3, 2);
        int[] expected = RidgeRegression.of(train).predict(test, 1024);
        assertThat(RidgeRegression.of(scaled(train)).predict(scaled(test), 1024))
                .isEqualTo(expected);
        assertThat(RidgeRegression.of(train).accuracy(test, 1024)).isGreaterThan(0.5);
    }

    /** Test examples are whitened by the training examples' moments and not by their own. */
    @Test
    void anExampleIsPredictedTheSameAloneAndAmongOthers() {
        RidgeRegression fit = RidgeRegression.of(random(30, 6, 3, 1));
        Features test = random(50, 6, 3, 2);
        int[] together = fit.predict(test, 1024);
        assertThat(together).contains(0, 1, 2);
        for (int i = 0; i < test.size(); i++) {
            assertThat(fit.predict(test.select(i), 1024)).containsExactly(together[i]);
        }
    }

    private static Features scaled(Features features) {
        float[] values = new float[features.size() * features.width()];
        for (int i = 0; i < features.size(); i++) {
            for (int d = 0; d < features.width(); d++) {
                values[i * features.width() + d] = features.at(i, d) * (8 << d) + 5 * d;
            }
        }
        return new Features(features.width(), values, features.labels(), features.classes());
    }

    /** A feature that is the same in all shots has deviation 0, and must not make NaN. */
    @Test
    void constantFeaturesAreHarmless() {
        Features train = new Features(2, new float[] {0, 3, 1, 3}, new int[] {0, 1}, 2);
        assertThat(RidgeRegression.of(train).accuracy(train, 1024)).isEqualTo(1);
    }

    @Test
    void fewShotDrawsGrowAndRepeat() {
        Features train = random(300, 6, 3, 3);
        Features test = random(300, 6, 3, 4);
        int[] one = Features.shots(train.labels(), 3, 1, 9);
        int[] five = Features.shots(train.labels(), 3, 5, 9);
        assertThat(one).hasSize(3);
        assertThat(five).hasSize(15).contains(one).doesNotHaveDuplicates();
        assertThat(five).isEqualTo(Features.shots(train.labels(), 3, 5, 9));
        assertThat(five).isNotEqualTo(Features.shots(train.labels(), 3, 5, 10));
        assertThat(train.select(five).shots(5, 0).labels())
                .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2);

        FewShot fewShot = FewShot.of(train, test).withSeeds(2);
        assertThat(fewShot.accuracy(25)).isGreaterThan(fewShot.accuracy(1)).isLessThanOrEqualTo(1);
        assertThat(fewShot.table().rowCount()).isEqualTo(8);
        assertThat(fewShot.metrics("toy"))
                .containsKeys("z/toy_1shot-seed-0", "z/toy_25shot-seed-1")
                .containsEntry("z/toy_10shot-seed-1", fewShot.accuracy(10, 1));
    }

    @Test
    void wrongInputsAreNamed() {
        Features train = random(6, 2, 2, 1);
        assertThatThrownBy(() -> RidgeRegression.of(train).weights(0))
                .hasMessageContaining("l2 0.0");
        assertThatThrownBy(() -> FewShot.of(train, random(6, 3, 2, 1)))
                .hasMessageContaining("width 2")
                .hasMessageContaining("width 3");
        assertThatThrownBy(() -> new Features(2, new float[3], new int[2], 2))
                .hasMessageContaining("need 4 values, found 3");
        assertThatThrownBy(() -> new Features(1, new float[1], new int[] {2}, 2))
                .hasMessageContaining("label 2 of example 0");
        assertThatThrownBy(() -> train.shots(0, 1)).hasMessageContaining("0 examples per class");
    }
}
