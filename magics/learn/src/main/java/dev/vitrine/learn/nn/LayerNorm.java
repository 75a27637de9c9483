package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Tensor;

/**
 * Normalises the last axis to mean 0 and variance 1, then scales and shifts it (Ba et al., arXiv
 * 1607.06450).
 */
public final class LayerNorm extends Layer {

    private final Tensor scale;
    private final Tensor bias;

    public LayerNorm(int width, Initializer init) {
        scale = parameter("scale", init.ones(width));
        bias = parameter("bias", init.zeros(width));
    }

    /**
     * @param x (..., width)
     * @return the same shape
     */
    public Tensor forward(Tensor x) {
        return x.layerNorm(scale, bias, numerics().normEpsilon());
    }
}
