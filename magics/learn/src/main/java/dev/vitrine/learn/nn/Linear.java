package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Tensor;

/** y = x W + b, with W (in, out) as in Flax. */
public final class Linear extends Layer {

    private final Tensor kernel;
    private final Tensor bias;

    /**
     * @param kernel (in, out)
     * @param bias (out)
     */
    public Linear(Tensor kernel, Tensor bias) {
        this.kernel = parameter("kernel", kernel);
        this.bias = parameter("bias", bias);
    }

    /** Flax's default: kernel LeCun normal, bias zero. */
    public Linear(int in, int out, Initializer init) {
        this(init.lecunNormal(in, out), init.zeros(out));
    }

    /**
     * @param x (..., in)
     * @return (..., out)
     */
    public Tensor forward(Tensor x) {
        return x.linear(kernel, bias);
    }

    /** The same, with an activation at the end, which devices compute in one go. */
    public Tensor forward(Tensor x, Activation activation) {
        return x.linear(kernel, bias, activation);
    }

    Tensor kernel() {
        return kernel;
    }

    Tensor bias() {
        return bias;
    }
}
