package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;

/**
 * y = m + log(sum(exp(x - m))) along an axis, with m the largest element, which changes nothing but
 * the range; dx = dy exp(x - y).
 */
public final class LogSumExp implements Operation {

    private final int axis;
    private View x;
    private View y;

    public LogSumExp(int axis) {
        this.axis = axis;
    }

    @Override
    public String name() {
        return "logSumExp";
    }

    @Override
    public View forward(Forward f) {
        x = f.save(f.input(0));
        Reduced reduced = new Reduced(name(), x.shape(), axis);
        y = f.save(f.allocate(reduced.kept()));
        View largest = f.allocate(reduced.kept());
        f.kernels().reduce(Reduction.MAX, x, largest, false);
        // An axis of -∞ alone has the sum 0; its elements must not become -∞ + ∞.
        View bound = f.allocate();
        f.kernels().fill(bound, -Float.MAX_VALUE);
        View finite = bound.broadcastTo(largest.shape());
        f.kernels().binary(Binary.MAXIMUM, largest, finite, largest, false);
        View shifted = f.allocate(x.shape());
        f.kernels().binary(Binary.SUBTRACT, x, largest.broadcastTo(x.shape()), shifted, false);
        f.kernels().unary(Unary.EXP, shifted, shifted);
        f.kernels().reduce(Reduction.SUM, shifted, y, false);
        f.kernels().unary(Unary.LOG, y, y);
        f.kernels().binary(Binary.ADD, y, largest, y, false);
        return y.reshape(reduced.dropped());
    }

    @Override
    public void backward(Backward b) {
        View slope = b.temporary(x.shape());
        b.kernels().binary(Binary.SUBTRACT, x, y.broadcastTo(x.shape()), slope, false);
        b.kernels().unary(Unary.EXP, slope, slope);
        Target dx = b.target(0);
        View dy = b.gradient().reshape(y.shape()).broadcastTo(x.shape());
        b.kernels().binary(Binary.MULTIPLY, slope, dy, dx.view(), dx.accumulate());
    }
}
