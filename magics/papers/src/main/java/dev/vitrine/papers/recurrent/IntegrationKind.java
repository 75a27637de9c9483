package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Tensor;

/** The ways to put input and state together. */
public enum IntegrationKind {
    ADDITIVE,
    MULTIPLICATIVE,
    LAYER_NORM,
    BATCH_NORM;

    /**
     * A block of this kind.
     *
     * @param bias at the start, (width); becomes a parameter
     */
    public Integration of(Tensor bias, Initializer init) {
        return switch (this) {
            case ADDITIVE -> new AdditiveIntegration(bias);
            case MULTIPLICATIVE -> new MultiplicativeIntegration(bias, init);
            case LAYER_NORM -> new LayerNormIntegration(bias, init);
            case BATCH_NORM -> new BatchNormIntegration(bias, init);
        };
    }
}
