package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y = sum of x over axes, or their mean; dx = dy repeated along them, for the mean divided by their
 * length.
 */
public final class Sum implements Operation {

    private final boolean mean;
    private final boolean keepDims;
    private final int[] axes;
    private Reduced reduced;

    /** Over all axes if none is given. */
    public Sum(boolean mean, boolean keepDims, int... axes) {
        this.mean = mean;
        this.keepDims = keepDims;
        this.axes = axes.clone();
    }

    @Override
    public String name() {
        return mean ? "mean" : "sum";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        reduced = new Reduced(name(), x.shape(), axes);
        View y = f.allocate(reduced.kept());
        f.kernels().reduce(mean ? Reduction.MEAN : Reduction.SUM, x, y, false);
        return keepDims ? y : y.reshape(reduced.dropped());
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        View dy = b.gradient();
        if (mean) {
            View share = b.temporary(dy.shape());
            b.kernels().affine(dy, (double) dy.length() / dx.view().length(), 0, share, false);
            dy = share;
        }
        View repeated = dy.reshape(reduced.kept()).broadcastTo(dx.view().shape());
        b.kernels().copy(repeated, dx.view(), dx.accumulate());
    }
}
