package dev.vitrine.tensor;

/** What a linear layer applies to its result. */
public enum Activation {
    NONE(null),
    RELU(Unary.RELU),
    SILU(Unary.SILU),
    TANH(Unary.TANH),
    SIGMOID(Unary.SIGMOID),
    GELU_TANH(Unary.GELU_TANH),
    GELU_ERF(Unary.GELU_ERF);

    private final Unary function;

    Activation(Unary function) {
        this.function = function;
    }

    /** The function, or null for {@link #NONE}. */
    public Unary function() {
        return function;
    }
}
