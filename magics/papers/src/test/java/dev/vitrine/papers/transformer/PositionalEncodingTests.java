package dev.vitrine.papers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PositionalEncodingTests {

    @Test
    void smallWidthHasItsKnownValues() {
        assertThat(PositionalEncoding.of(0, 4, 4, DType.DOUBLE).toDoubleArray())
                .containsExactly(
                        new double[] {
                            0, 1, 0, 1, //
                            .841471, .540302, .01, .99995, //
                            .909297, -.416147, .019999, .9998, //
                            .14112, -.989992, .029996, .99955
                        },
                        within(5e-7));
    }

    @Test
    void paperWidthHasItsKnownValues() {
        double[] row = PositionalEncoding.of(1, 1, 512, DType.DOUBLE).toDoubleArray();
        assertThat(Arrays.copyOf(row, 6))
                .containsExactly(
                        new double[] {.841471, .540302, .821856, .569695, .801962, .597375},
                        within(5e-7));
    }

    /** (sin, cos) of p + k is (sin, cos) of p, turned by k times the frequency. */
    @Test
    void distanceIsTheSameRotationEverywhere() {
        int width = 16;
        int k = 3;
        double[] all = PositionalEncoding.of(0, 50, width, DType.DOUBLE).toDoubleArray();
        for (int i = 0; i < width; i += 2) {
            double turn = k / Math.pow(10_000, (double) i / width);
            for (int p = 0; p + k < 50; p++) {
                double sin = all[p * width + i];
                double cos = all[p * width + i + 1];
                assertThat(all[(p + k) * width + i])
                        .isCloseTo(sin * Math.cos(turn) + cos * Math.sin(turn), within(1e-12));
                assertThat(all[(p + k) * width + i + 1])
                        .isCloseTo(cos * Math.cos(turn) - sin * Math.sin(turn), within(1e-12));
            }
        }
    }

    @Test
    void oddWidthIsRefused() {
        assertThatThrownBy(() -> PositionalEncoding.of(0, 1, 5, DType.FLOAT))
                .hasMessageContaining("5");
    }
}
