package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;

/**
 * How a recurrent network puts together what comes from its input, W x, and from its state, U h,
 * before the non-linearity.
 */
public abstract class Integration extends Layer {

    /**
     * @param fromInput W x, (B, width)
     * @param fromState U h, (B, width)
     * @return (B, width)
     */
    public abstract Tensor of(Tensor fromInput, Tensor fromState);
}
