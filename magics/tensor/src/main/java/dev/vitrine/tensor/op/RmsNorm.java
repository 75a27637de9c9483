package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * Over the last axis of n elements: y = x r scale with r = 1 / sqrt(mean(x²) + eps) (Zhang and
 * Sennrich, arXiv 1910.07467).
 *
 * <p>With g = dy scale: dx = r g - x r³ mean(g x); dscale = sum of dy x r over rows.
 */
public final class RmsNorm implements Operation {

    private final boolean scaled;
    private final double eps;
    private View x;
    private View scale;
    private View rate;

    /** Inputs are x, then scale if there is one. */
    public RmsNorm(boolean scaled, double eps) {
        this.scaled = scaled;
        this.eps = eps;
    }

    @Override
    public String name() {
        return "rmsNorm";
    }

    @Override
    public View forward(Forward f) {
        View input = f.input(0);
        if (input.rank() < 1
                || scaled && (f.input(1).rank() != 1 || f.input(1).size(0) != input.size(-1))) {
            throw new IllegalArgumentException(
                    "rmsNorm: needs an axis, and a scale of its length; got "
                            + Shape.text(input.shape())
                            + (scaled ? " and " + Shape.text(f.input(1).shape()) : ""));
        }
        Kernels kernels = f.kernels();
        x = f.save(input.rows());
        scale = scaled ? f.save(f.input(1)) : null;
        rate = f.save(f.allocate(x.size(0), 1));
        kernels.reduce(Reduction.SUM_OF_SQUARES, x, rate, false);
        kernels.affine(rate, 1.0 / x.size(1), eps, rate, false);
        kernels.power(rate, -0.5, rate);
        View y = f.allocate(input.shape());
        kernels.binary(Binary.MULTIPLY, x, rate.broadcastTo(x.shape()), y.rows(), false);
        if (scaled) {
            View rows = y.rows();
            kernels.binary(Binary.MULTIPLY, rows, scale.broadcastTo(x.shape()), rows, false);
        }
        return y;
    }

    @Override
    public void backward(Backward b) {
        Kernels kernels = b.kernels();
        View dy = b.gradient().rows();
        View rates = rate.broadcastTo(x.shape());
        View work = b.temporary(x.shape());
        if (scaled && b.needs(1)) {
            Target dscale = b.target(1);
            kernels.binary(Binary.MULTIPLY, dy, x, work, false);
            kernels.binary(Binary.MULTIPLY, work, rates, work, false);
            kernels.reduce(Reduction.SUM, work, dscale.view().padRank(2), dscale.accumulate());
        }
        if (!b.needs(0)) {
            return;
        }
        View g = dy;
        if (scaled) {
            g = b.temporary(x.shape());
            kernels.binary(Binary.MULTIPLY, dy, scale.broadcastTo(x.shape()), g, false);
        }
        View along = b.temporary(x.size(0), 1);
        View cube = b.temporary(x.size(0), 1);
        kernels.binary(Binary.MULTIPLY, g, x, work, false);
        kernels.reduce(Reduction.SUM, work, along, false);
        kernels.power(rate, 3, cube);
        kernels.binary(Binary.MULTIPLY, along, cube, along, false);
        kernels.affine(along, -1.0 / x.size(1), 0, along, false);
        Target dx = b.target(0);
        View rows = dx.view().rows();
        kernels.binary(Binary.MULTIPLY, x, along.broadcastTo(x.shape()), rows, dx.accumulate());
        kernels.binary(Binary.MULTIPLY, g, rates, rows, true);
    }
}
