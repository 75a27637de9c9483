package dev.vitrine.papers.gan;

import dev.vitrine.tensor.Tensor;

/**
 * What a generator can make small without an opponent: the distance of the first two moments of
 * samples and data. Two distributions may agree in them and have little else in common.
 */
public final class MomentMatching {

    private MomentMatching() {}

    /**
     * Squared distances of means and of covariances, |E x - E y|² + |cov x - cov y|².
     *
     * @param data (B, n)
     * @param samples (B', n)
     * @return shape ()
     */
    public static Tensor loss(Tensor data, Tensor samples) {
        Tensor means = data.mean(0).sub(samples.mean(0));
        Tensor covariances = covariance(data).sub(covariance(samples));
        return means.pow(2).sum().add(covariances.pow(2).sum());
    }

    /**
     * The covariance of the whole population.
     *
     * @param x (B, n)
     * @return (n, n)
     */
    public static Tensor covariance(Tensor x) {
        Tensor centred = x.sub(x.mean(true, 0));
        return centred.matmul(centred, true, false).div(x.size(0));
    }
}
