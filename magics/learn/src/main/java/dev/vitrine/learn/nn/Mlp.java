package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Tensor;

/** The two-layer perceptron of a transformer block: Linear, activation, dropout, Linear. */
public final class Mlp extends Layer {

    private final Linear expand;
    private final Linear contract;
    private final Dropout dropout;
    private final Activation activation;

    /** The vision transformers' perceptron, with tanh-GELU. */
    public Mlp(int width, int hidden, double dropout, Initializer init) {
        this(width, hidden, Activation.GELU_TANH, dropout, init);
    }

    /**
     * The transformers' perceptron: kernels Xavier uniform, biases normal with deviation 1e-6.
     *
     * @param width of input and output
     * @param hidden width in between
     * @param dropout rate after the activation
     */
    public Mlp(int width, int hidden, Activation activation, double dropout, Initializer init) {
        this(
                new Linear(init.xavierUniform(width, hidden), init.normal(1e-6, hidden)),
                new Linear(init.xavierUniform(hidden, width), init.normal(1e-6, width)),
                activation,
                dropout);
    }

    /** Of two layers with initial values of their own, and tanh-GELU. */
    public Mlp(Linear expand, Linear contract, double dropout) {
        this(expand, contract, Activation.GELU_TANH, dropout);
    }

    private Mlp(Linear expand, Linear contract, Activation activation, double dropout) {
        this.expand = child("Dense_0", expand);
        this.contract = child("Dense_1", contract);
        this.activation = activation;
        this.dropout = child("Dropout_0", new Dropout(dropout));
    }

    /**
     * @param x (..., width)
     * @return (..., width)
     */
    public Tensor forward(Tensor x) {
        return contract.forward(dropout.forward(expand.forward(x, numerics().of(activation))));
    }
}
