package dev.vitrine.papers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ResidualTests {

    private static final Tensor X = Tensor.of(new double[] {1, 2, 3, 4}, 1, 1, 4);

    private static Residual residual(double dropout, NormPlacement placement) {
        return new Residual(4, dropout, placement, new Initializer(new Philox(1), DType.DOUBLE));
    }

    /** LN(1, 2, 3, 4) is ±1.341640 and ±0.447214, and that of a multiple the same. */
    @Test
    void normStandsBehindTheSumOrBeforeTheSublayer() {
        assertThat(residual(0, NormPlacement.POST).around(X, x -> x.mul(2)).toDoubleArray())
                .containsExactly(
                        new double[] {-1.341640, -0.447214, 0.447214, 1.341640}, within(1e-5));
        assertThat(residual(0, NormPlacement.PRE).around(X, x -> x.mul(2)).toDoubleArray())
                .containsExactly(
                        new double[] {1 - 2.683281, 2 - 0.894427, 3 + 0.894427, 4 + 2.683281},
                        within(1e-5));
    }

    /** Section 5.4: what the sub-layer makes is dropped, and never what goes around it. */
    @Test
    void whatGoesAroundIsNotDropped() {
        Residual residual = residual(0.5, NormPlacement.PRE);
        residual.train(new Philox(2));
        boolean[] seen = new boolean[2];
        for (int i = 0; i < 20; i++) {
            double[] sum = residual.around(X, x -> x.mul(0).add(1)).toDoubleArray();
            for (int j = 0; j < 4; j++) {
                double made = sum[j] - (j + 1);
                assertThat(made == 0 || made == 2).as("1 or nothing, over 1 - 0.5").isTrue();
                seen[made == 0 ? 0 : 1] = true;
            }
        }
        assertThat(seen).containsExactly(true, true);
    }
}
