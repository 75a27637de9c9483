package dev.vitrine.papers.recurrent;

import dev.vitrine.tensor.Tensor;

/** The usual sum, W x + U h + b. */
public final class AdditiveIntegration extends Integration {

    private final Tensor bias;

    /**
     * @param bias b at the start, (width); becomes a parameter
     */
    public AdditiveIntegration(Tensor bias) {
        this.bias = parameter("bias", bias);
    }

    @Override
    public Tensor of(Tensor fromInput, Tensor fromState) {
        return fromInput.add(fromState).add(bias);
    }
}
