package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y = a where the condition c is not 0, else b, with NumPy's broadcasting of all three; da = dy
 * where it is not 0, db = dy where it is, and 0 elsewhere, summed over the axes that were
 * broadcast.
 */
public final class Where implements Operation {

    private View condition;
    private long[] shape;

    @Override
    public String name() {
        return "where";
    }

    @Override
    public View forward(Forward f) {
        long[] values = Shape.broadcast(name(), f.input(1).shape(), f.input(2).shape());
        shape = Shape.broadcast(name(), f.input(0).shape(), values);
        condition = f.save(f.input(0));
        View y = f.allocate(shape);
        f.kernels()
                .select(
                        condition.broadcastTo(shape),
                        f.input(1).broadcastTo(shape),
                        f.input(2).broadcastTo(shape),
                        y,
                        false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        if (b.needs(0)) {
            Target dc = b.target(0);
            if (!dc.accumulate()) {
                b.kernels().fill(dc.view(), 0);
            }
        }
        View zero = b.temporary();
        b.kernels().fill(zero, 0);
        View none = zero.broadcastTo(shape);
        if (b.needs(1)) {
            choose(1, b.gradient(), none, b);
        }
        if (b.needs(2)) {
            choose(2, none, b.gradient(), b);
        }
    }

    private void choose(int index, View where, View otherwise, Backward b) {
        Target target = b.target(index);
        View full = condition.broadcastTo(shape);
        if (target.view().length() == Shape.length(shape)) {
            View dx = target.view().reshape(shape);
            b.kernels().select(full, where, otherwise, dx, target.accumulate());
            return;
        }
        View chosen = b.temporary(shape);
        b.kernels().select(full, where, otherwise, chosen, false);
        View dx = target.view().padRank(shape.length);
        b.kernels().reduce(Reduction.SUM, chosen, dx, target.accumulate());
    }
}
