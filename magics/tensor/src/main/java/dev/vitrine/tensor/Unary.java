package dev.vitrine.tensor;

/** Functions of one element, with x the argument and y the value. */
public enum Unary {
    /** e^x. */
    EXP,
    /** Natural logarithm. */
    LOG,
    SQRT,
    TANH,
    /** 1 / (1 + e^-x). */
    SIGMOID,
    /** max(x, 0); its derivative at 0 is 0. */
    RELU,
    /** x sigmoid(x), also called swish. */
    SILU,
    /**
     * x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2, the approximation that JAX and big_vision
     * use.
     */
    GELU_TANH,
    /** x (1 + erf(x / sqrt(2))) / 2 (Hendrycks and Gimpel, arXiv 1606.08415). */
    GELU_ERF
}
