package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Tensor;

/**
 * α ⊙ W x ⊙ U h + β1 ⊙ U h + β2 ⊙ W x + b, equation 4 of arXiv 1606.06630: input and state gate
 * each other, for three vectors more, which start at 1. With α = 0 and β1 = β2 = 1 it is {@link
 * AdditiveIntegration}.
 */
public final class MultiplicativeIntegration extends Integration {

    private final Tensor alpha;
    private final Tensor beta1;
    private final Tensor beta2;
    private final Tensor bias;

    /**
     * @param bias b at the start, (width); becomes a parameter
     */
    public MultiplicativeIntegration(Tensor bias, Initializer init) {
        long width = bias.size(0);
        alpha = parameter("alpha", init.ones(width));
        beta1 = parameter("beta1", init.ones(width));
        beta2 = parameter("beta2", init.ones(width));
        this.bias = parameter("bias", bias);
    }

    @Override
    public Tensor of(Tensor fromInput, Tensor fromState) {
        Tensor gated = alpha.mul(fromInput).add(beta1).mul(fromState); // (α W x + β1) U h
        return gated.add(beta2.mul(fromInput)).add(bias);
    }
}
