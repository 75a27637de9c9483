package dev.vitrine.papers.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaussianModesTests {

    private final GaussianModes ring = GaussianModes.ring(8, 2, 0.02);

    @Test
    void dataCoverAllModes() {
        ModeCoverage coverage = ring.coverage(ring.sample(2500, new Philox(1)));
        assertThat(coverage.covered()).isEqualTo(8);
        // three deviations in the plane hold 1 - exp(-9/2) of a round Gaussian
        assertThat(coverage.highQuality()).isCloseTo(1 - Math.exp(-4.5), within(0.006));
        assertThat(GaussianModes.grid(5, 1, 0.05).sample(10, new Philox(1)).shape())
                .containsExactly(10, 2);
    }

    @Test
    void aPointCountsForTheModeItIsNear() {
        Tensor points = Tensor.of(new float[] {2, 0.05f, 2, 0.07f, 0, -2, 0, 0}, 4, 2);
        ModeCoverage coverage = ring.coverage(points);
        assertThat(coverage.near()).containsExactly(1, 0, 0, 0, 0, 0, 1, 0);
        assertThat(coverage.highQuality()).isEqualTo(0.5);
        assertThat(new ModeCoverage(new int[] {19, 20, 0}, 2500, 20.0 / 2500).covered())
                .isEqualTo(1);
    }

    @Test
    void centresOfAGridAreAroundZero() {
        GaussianModes grid = GaussianModes.grid(5, 2, 0.05);
        assertThat(grid.centres()).hasDimensions(25, 2);
        assertThat(grid.centres()[0]).containsExactly(-4, -4);
        assertThat(grid.centres()[24]).containsExactly(4, 4);
    }

    @Test
    void momentsOfRingAndGaussianAreTheSame() {
        Tensor data = ring.sample(20_000, new Philox(2));
        Tensor gaussian = new Philox(3).normal(20_000, 2).mul(Math.sqrt(2 + 0.02 * 0.02));
        assertThat(MomentMatching.loss(data, gaussian).item()).isLessThan(0.01);
        assertThat(ring.coverage(gaussian).highQuality()).isLessThan(0.02);
    }

    @Test
    void momentMatchingSeesMeanAndCovariance() {
        Tensor x = Tensor.of(new double[] {1, 0, -1, 0, 0, 2, 0, -2}, 4, 2);
        assertThat(MomentMatching.covariance(x).toDoubleArray())
                .containsExactly(new double[] {0.5, 0, 0, 2}, within(1e-15));
        assertThat(MomentMatching.loss(x, x.add(3)).item()).isCloseTo(18, within(1e-12));
        assertThat(MomentMatching.loss(x, x.mul(2)).item())
                .isCloseTo(1.5 * 1.5 + 36, within(1e-12));
        Tensor samples = new Philox(1).normal(DType.DOUBLE, 5, 2).requiresGrad(true);
        GradientCheck.of(() -> MomentMatching.loss(x, samples), Map.of("samples", samples));
    }

    @Test
    void noModesAreRefused() {
        assertThatThrownBy(() -> new GaussianModes(new double[0][], 1))
                .hasMessageContaining("0 modes");
        assertThatThrownBy(() -> GaussianModes.ring(8, 2, 0)).hasMessageContaining("0.0");
    }
}
