package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Tensor;

/** Vectors at length 1, whose dot products are the cosines of their angles. */
public final class UnitVectors {

    /** What keeps a vector of zeros from being divided by zero, as in big_vision. */
    private static final double EPSILON = 1e-8;

    private UnitVectors() {}

    /**
     * Each vector divided by its Euclidean length plus 1e-8.
     *
     * @param vectors (B, D)
     * @return (B, D)
     */
    public static Tensor of(Tensor vectors) {
        return vectors.div(vectors.norm(true, 1).add(EPSILON));
    }
}
