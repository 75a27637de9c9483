package dev.vitrine.tensor;

/** Functions of one element, with x the argument and y the value. */
public enum Unary {
    /** e^x. */
    EXP(true),
    /** Natural logarithm. */
    LOG(false),
    SQRT(true),
    TANH(true),
    /** 1 / (1 + e^-x). */
    SIGMOID(true),
    /** max(x, 0); its derivative at 0 is 0. */
    RELU(true),
    /** x sigmoid(x), also called swish. */
    SILU(false),
    /**
     * x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2, the approximation that JAX and big_vision
     * use.
     */
    GELU_TANH(false),
    /** x (1 + erf(x / sqrt(2))) / 2 (Hendrycks and Gimpel, arXiv 1606.08415). */
    GELU_ERF(false),
    /** |x|; its derivative at 0 is 0. */
    ABS(false),
    /** log(1 + e^x), without overflow. */
    SOFTPLUS(false),
    /** 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x. */
    ERF(false),
    SIN(false),
    COS(false),
    /** The nearest whole number, halves to the even one; its derivative is 0. */
    ROUND(false);

    private final boolean derivativeFromValue;

    Unary(boolean derivativeFromValue) {
        this.derivativeFromValue = derivativeFromValue;
    }

    /**
     * Whether the derivative is computed from the value y, so that x need not be kept; else from x.
     */
    public boolean derivativeFromValue() {
        return derivativeFromValue;
    }
}
