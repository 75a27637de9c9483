package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Tensor;

/**
 * LN(W x; g1) + LN(U h; g2) + b: each part with a mean and a scale of its own before they are
 * added, as in the LSTM of the supplement of arXiv 1607.06450. Every example is normalised by
 * itself, so that training and use are the same, at any batch size.
 */
public final class LayerNormIntegration extends Integration {

    /** The paper does not give it. */
    static final double EPSILON = 1e-5;

    private final Tensor inputGain;
    private final Tensor stateGain;
    private final Tensor bias;

    /**
     * @param bias b at the start, (width); becomes a parameter
     */
    public LayerNormIntegration(Tensor bias, Initializer init) {
        long width = bias.size(0);
        inputGain = parameter("input/scale", init.ones(width));
        stateGain = parameter("state/scale", init.ones(width));
        this.bias = parameter("bias", bias);
    }

    @Override
    public Tensor of(Tensor fromInput, Tensor fromState) {
        return fromInput
                .layerNorm(inputGain, bias, EPSILON)
                .add(fromState.layerNorm(stateGain, null, EPSILON));
    }
}
