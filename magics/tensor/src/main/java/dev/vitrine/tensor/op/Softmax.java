package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * Over the last axis: y = exp(x) / sum(exp(x)), dx = y (dy - sum(dy y)); or its logarithm, dx = dy
 * - exp(y) sum(dy).
 */
public final class Softmax implements Operation {

    private final boolean logarithm;
    private View y;

    public Softmax(boolean logarithm) {
        this.logarithm = logarithm;
    }

    @Override
    public String name() {
        return logarithm ? "logSoftmax" : "softmax";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        y = f.save(f.allocate(x.shape()));
        f.kernels().softmax(x.rows(), y.rows(), logarithm);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels()
                .softmaxBackward(
                        y.rows(),
                        b.gradient().rows(),
                        dx.view().rows(),
                        logarithm,
                        dx.accumulate());
    }
}
