package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterpolationTests {

    private static double[] apply(double[][] matrix, double... x) {
        double[] y = new double[matrix.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += matrix[i][j] * x[j];
            }
        }
        return y;
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void weightsAddUpToOneAndTheSameSizeIsTheIdentity(Interpolation interpolation) {
        for (boolean antialias : new boolean[] {false, true}) {
            for (int to : new int[] {1, 2, 3, 5, 8, 13}) {
                for (double[] row : interpolation.matrix(5, to, antialias)) {
                    assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
                }
            }
            assertThat(apply(interpolation.matrix(4, 4, antialias), 1, 5, 2, 7))
                    .containsExactly(1, 5, 2, 7);
        }
    }

    @Test
    void linearIsThatOfTensorFlowAndAntialiasedThatOfJax() {
        assertThat(apply(Interpolation.LINEAR.matrix(2, 4, false), 1, 2))
                .containsExactly(1, 1.25, 1.75, 2);
        assertThat(Interpolation.LINEAR.matrix(4, 2, false)[0]).containsExactly(0.5, 0.5, 0, 0);
        double[] antialiased = Interpolation.LINEAR.matrix(4, 2, true)[0];
        double[] expected = {3 / 7.0, 3 / 7.0, 1 / 7.0, 0};
        for (int j = 0; j < 4; j++) {
            assertThat(antialiased[j]).isCloseTo(expected[j], within(1e-12));
        }
    }

    @Test
    void othersTakeTheirNeighbours() {
        assertThat(apply(Interpolation.NEAREST.matrix(5, 2, false), 0, 1, 2, 3, 4))
                .containsExactly(1, 3);
        assertThat(apply(Interpolation.AREA.matrix(4, 2, false), 0, 1, 2, 3))
                .containsExactly(0.5, 2.5);
        assertThat(apply(Interpolation.ALIGNED_LINEAR.matrix(3, 5, false), 0, 2, 4))
                .containsExactly(0, 1, 2, 3, 4);
        // Keys' cubic at 1/4 from a pixel: -0.0703125, 0.8671875, 0.2265625, -0.0234375.
        assertThat(Interpolation.CUBIC.matrix(8, 16, false)[7])
                .containsExactly(0, 0, -0.0703125, 0.8671875, 0.2265625, -0.0234375, 0, 0);
    }

    @Test
    void nothingCannotBeResized() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interpolation.LINEAR.matrix(0, 3, false))
                .withMessage("cannot resize 0 pixels to 3");
    }
}
