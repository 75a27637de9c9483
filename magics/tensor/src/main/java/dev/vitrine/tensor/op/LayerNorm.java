package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * Over the last axis: y = n scale + bias with n = (x - mean) r, r = 1 / sqrt(variance + eps) (Ba et
 * al., arXiv 1607.06450).
 *
 * <p>With g = dy scale: dx = r (g - mean(g) - n mean(g n)); dscale = sum of dy n over rows, dbias =
 * sum of dy over rows.
 */
public final class LayerNorm implements Operation {

    private final boolean scaled;
    private final boolean biased;
    private final double eps;
    private View x;
    private View scale;
    private View mean;
    private View rstd;

    /** Inputs are x, then scale if there is one, then bias if there is one. */
    public LayerNorm(boolean scaled, boolean biased, double eps) {
        this.scaled = scaled;
        this.biased = biased;
        this.eps = eps;
    }

    @Override
    public String name() {
        return "layerNorm";
    }

    @Override
    public View forward(Forward f) {
        View input = f.input(0);
        if (input.rank() < 1) {
            throw new IllegalArgumentException("layerNorm: needs an axis, got a scalar");
        }
        x = f.save(input.rows());
        scale = scaled ? f.save(parameter("scale", f.input(1))) : null;
        View bias = biased ? parameter("bias", f.input(scaled ? 2 : 1)) : null;
        mean = f.save(f.allocate(x.size(0)));
        rstd = f.save(f.allocate(x.size(0)));
        View y = f.allocate(input.shape());
        f.kernels().layerNorm(x, scale, bias, eps, y.rows(), mean, rstd);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dscale = scaled ? b.targetOrNull(1) : null;
        Target dbias = biased ? b.targetOrNull(scaled ? 2 : 1) : null;
        Target dx = b.targetOrNull(0);
        Target dxRows = dx == null ? null : new Target(dx.view().rows(), dx.accumulate());
        b.kernels()
                .layerNormBackward(
                        x, scale, mean, rstd, b.gradient().rows(), dxRows, dscale, dbias);
    }

    private View parameter(String which, View view) {
        if (view.rank() != 1 || view.size(0) != x.size(1)) {
            throw new IllegalArgumentException(
                    "layerNorm: "
                            + which
                            + " must be ("
                            + x.size(1)
                            + ",), has shape "
                            + Shape.text(view.shape()));
        }
        return view;
    }
}
