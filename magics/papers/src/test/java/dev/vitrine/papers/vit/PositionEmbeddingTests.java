package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PositionEmbeddingTests {

    /** From big_vision's posemb_sincos_2d(2, 2, 8); column before row. */
    @Test
    void sincosHasTheReferenceValues() {
        double[] values = PositionEmbedding.sincos2d(2, 2, 8, DType.DOUBLE).toDoubleArray();
        double s = 0.841471;
        double c = 0.540302;
        double[] expected = {
            0, 0, 1, 1, 0, 0, 1, 1, //
            s, .0001, c, 1, 0, 0, 1, 1, //
            0, 0, 1, 1, s, .0001, c, 1, //
            s, .0001, c, 1, s, .0001, c, 1
        };
        assertThat(values).containsExactly(expected, within(1e-6));
    }

    @Test
    void everyPositionHasTheSameLength() {
        double[] values = PositionEmbedding.sincos2d(5, 7, 64, DType.DOUBLE).toDoubleArray();
        for (int token = 0; token < 35; token++) {
            double squares =
                    Arrays.stream(values, 64 * token, 64 * (token + 1)).map(x -> x * x).sum();
            assertThat(squares).isCloseTo(32, within(1e-9));
        }
    }

    @Test
    void lastFrequencyIsOneTenThousandth() {
        double[] values = PositionEmbedding.sincos2d(1, 2, 64, DType.DOUBLE).toDoubleArray();
        assertThat(values[64 + 15]).isCloseTo(Math.sin(1e-4), within(1e-15));
    }

    @Test
    void sincosNeedsAMultipleOfFour() {
        assertThatThrownBy(() -> PositionEmbedding.sincos2d(2, 2, 6, DType.FLOAT))
                .hasMessageContaining("6");
        assertThatThrownBy(() -> PositionEmbedding.sincos2d(2, 2, 4, DType.FLOAT))
                .hasMessageContaining("at least 8");
    }

    @Test
    void linearRampStaysALinearRampWithTheSameEnds() {
        double[] ramp = new double[9];
        for (int p = 0; p < 9; p++) {
            ramp[p] = 10 * (p / 3) + p % 3;
        }
        double[] resized =
                PositionEmbedding.resample(Tensor.of(ramp, 1, 9, 1), 3, 3, 5, 7).toDoubleArray();
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 7; x++) {
                assertThat(resized[7 * y + x])
                        .isCloseTo(10 * y * 2 / 4.0 + x * 2 / 6.0, within(1e-12));
            }
        }
    }

    @Test
    void cornersKeepTheirVectors() {
        int d = 16;
        Philox random = new Philox(8);
        double[] values = new double[14 * 14 * d];
        Arrays.setAll(values, i -> random.nextNormal());
        double[] resized =
                PositionEmbedding.resample(Tensor.of(values, 1, 196, d), 14, 14, 24, 24)
                        .toDoubleArray();
        int[] from = {0, 13, 14 * 13, 14 * 14 - 1};
        int[] to = {0, 23, 24 * 23, 24 * 24 - 1};
        for (int corner = 0; corner < 4; corner++) {
            assertThat(Arrays.copyOfRange(resized, to[corner] * d, (to[corner] + 1) * d))
                    .containsExactly(
                            Arrays.copyOfRange(values, from[corner] * d, (from[corner] + 1) * d),
                            within(1e-6));
        }
    }

    @Test
    void sameGridIsACopyAndASinglePointIsTheFirst() {
        Tensor embedding = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4, 1);
        assertThat(PositionEmbedding.resample(embedding, 2, 2, 2, 2).toFloatArray())
                .containsExactly(1, 2, 3, 4);
        assertThat(PositionEmbedding.resample(embedding, 2, 2, 1, 1).toFloatArray())
                .containsExactly(1);
        assertThat(
                        PositionEmbedding.resample(Tensor.of(new float[] {5}, 1, 1, 1), 1, 1, 2, 2)
                                .toFloatArray())
                .containsOnly(5);
    }

    @Test
    void rowOfTheClassTokenIsNotResampled() {
        assertThatThrownBy(
                        () -> PositionEmbedding.resample(Tensor.zeros(1, 197, 8), 14, 14, 24, 24))
                .hasMessageContaining("[1, 197, 8]")
                .hasMessageContaining("14 x 14");
    }
}
