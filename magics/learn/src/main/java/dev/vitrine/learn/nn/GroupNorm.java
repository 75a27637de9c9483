package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Tensor;

/**
 * Normalises each example over all places and the consecutive channels of a group to mean 0 and
 * variance 1, then scales and shifts each channel (Wu and He, arXiv 1803.08494).
 */
public final class GroupNorm extends Layer {

    private final int groups;
    private final double epsilon;
    private final Tensor scale;
    private final Tensor bias;

    /**
     * @param channels a multiple of the groups
     * @param epsilon added to the variance
     */
    public GroupNorm(int channels, int groups, double epsilon, Initializer init) {
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(
                    "group norm of %d channels cannot be divided into %d groups"
                            .formatted(channels, groups));
        }
        this.groups = groups;
        this.epsilon = epsilon;
        scale = parameter("scale", init.ones(channels));
        bias = parameter("bias", init.zeros(channels));
    }

    /**
     * @param x (B, ..., channels)
     * @return the same shape
     */
    public Tensor forward(Tensor x) {
        return Normalization.groupNorm(x, groups, scale, bias, epsilon);
    }
}
