package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y = f(z), z = x W + b, with x (…, in), W (in, out), b (out,), and f an activation or nothing.
 *
 * <p>dz = dy f'(z); dx = dz Wᵀ, dW = xᵀ dz, db = sum of the rows of dz. Without an activation dz is
 * dy.
 */
public final class Linear implements Operation {

    private final Activation activation;
    private View x;
    private View weight;

    /** What the activation's derivative is computed from: z, or y where that is enough. */
    private View z;

    private View y;
    private boolean biased;

    public Linear(Activation activation) {
        this.activation = activation;
    }

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public double flops() {
        return 2.0 * x.length() * weight.size(1);
    }

    @Override
    public View forward(Forward f) {
        View input = f.input(0);
        weight = f.input(1);
        biased = f.inputs() > 2;
        check(input, weight, biased ? f.input(2) : null);
        x = input.rows();
        if (f.needs(1)) {
            f.save(x);
        }
        if (f.needs(0)) {
            f.save(weight);
        }
        long[] shape = input.shape().clone();
        shape[shape.length - 1] = weight.size(1);
        View result = f.allocate(shape);
        if (activation != Activation.NONE && f.recording()) {
            if (activation.function().derivativeFromValue()) {
                y = f.save(result).rows();
            } else {
                z = f.save(f.allocate(x.size(0), weight.size(1)));
            }
        }
        View bias = biased ? f.input(2) : null;
        f.kernels().matmul(x, false, weight, false, bias, activation, z, result.rows(), false);
        return result;
    }

    @Override
    public void backward(Backward b) {
        Kernels kernels = b.kernels();
        View dy = b.gradient().rows();
        View dz = activation == Activation.NONE ? dy : b.temporary(dy.shape());
        Target db = biased ? b.targetOrNull(2) : null;
        if (activation != Activation.NONE || db != null) {
            kernels.activationBackward(
                    activation, z, y, dy, activation == Activation.NONE ? null : dz, db);
        }
        if (b.needs(1)) {
            Target dw = b.target(1);
            kernels.matmul(
                    x, true, dz, false, null, Activation.NONE, null, dw.view(), dw.accumulate());
        }
        if (b.needs(0)) {
            Target dx = b.target(0);
            kernels.matmul(
                    dz,
                    false,
                    weight,
                    true,
                    null,
                    Activation.NONE,
                    null,
                    dx.view().rows(),
                    dx.accumulate());
        }
    }

    private static void check(View input, View weight, View bias) {
        if (weight.rank() != 2) {
            throw new IllegalArgumentException(
                    "linear: weight must be (in, out), has shape " + Shape.text(weight.shape()));
        }
        if (input.rank() < 1 || input.size(-1) != weight.size(0)) {
            throw new IllegalArgumentException(
                    "linear: input "
                            + Shape.text(input.shape())
                            + " does not fit weight "
                            + Shape.text(weight.shape())
                            + ": its last size must be "
                            + weight.size(0));
        }
        if (bias != null && (bias.rank() != 1 || bias.size(0) != weight.size(1))) {
            throw new IllegalArgumentException(
                    "linear: bias must be ("
                            + weight.size(1)
                            + ",) for weight "
                            + Shape.text(weight.shape())
                            + ", has shape "
                            + Shape.text(bias.shape()));
        }
    }
}
