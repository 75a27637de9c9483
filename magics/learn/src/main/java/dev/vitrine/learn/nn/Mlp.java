package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Tensor;

/** The two-layer perceptron of a transformer block: Linear, tanh-GELU, dropout, Linear. */
public final class Mlp extends Layer {

    private final Linear expand;
    private final Linear contract;
    private final Dropout dropout;

    /**
     * @param width of input and output
     * @param hidden width in between
     * @param dropout rate after the activation
     */
    public Mlp(int width, int hidden, double dropout, Initializer init) {
        this.expand =
                child(
                        "Dense_0",
                        new Linear(init.xavierUniform(width, hidden), init.normal(1e-6, hidden)));
        this.contract =
                child(
                        "Dense_1",
                        new Linear(init.xavierUniform(hidden, width), init.normal(1e-6, width)));
        this.dropout = child("Dropout_0", new Dropout(dropout));
    }

    /**
     * @param x (..., width)
     * @return (..., width)
     */
    public Tensor forward(Tensor x) {
        return contract.forward(dropout.forward(expand.forward(x, Activation.GELU_TANH)));
    }
}
