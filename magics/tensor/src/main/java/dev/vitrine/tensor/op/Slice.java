package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y = x[…, start:end:step, …]; dx is dy there and 0 elsewhere. Shares memory where the slice is
 * contiguous.
 */
public final class Slice implements Operation {

    private final int axis;
    private final long start;
    private final long end;
    private final long step;
    private int resolved;

    public Slice(int axis, long start, long end, long step) {
        if (step < 1) {
            throw new IllegalArgumentException("slice: the step must be 1 or more, was " + step);
        }
        this.axis = axis;
        this.start = start;
        this.end = end;
        this.step = step;
    }

    @Override
    public String name() {
        return "slice";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        resolved = Shape.axis(name(), axis, x.rank());
        if (start < 0 || end < start || end > x.size(resolved)) {
            throw new IllegalArgumentException(
                    "slice: "
                            + start
                            + " to "
                            + end
                            + " is outside axis "
                            + axis
                            + " of shape "
                            + Shape.text(x.shape()));
        }
        View part = part(x);
        if (part.isContiguous()) {
            return part;
        }
        View y = f.allocate(part.shape());
        f.kernels().copy(part, y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        if (!dx.accumulate()) {
            clear(b.kernels(), dx.view());
        }
        b.kernels().copy(b.gradient(), part(dx.view()), dx.accumulate());
    }

    /** Writes zeros where the slice is not. */
    private void clear(Kernels kernels, View dx) {
        if (step > 1) {
            kernels.fill(dx, 0);
            return;
        }
        if (start > 0) {
            kernels.fill(dx.slice(resolved, 0, start), 0);
        }
        if (end < dx.size(resolved)) {
            kernels.fill(dx.slice(resolved, end, dx.size(resolved)), 0);
        }
    }

    private View part(View x) {
        return x.slice(resolved, start, (end - start + step - 1) / step, step);
    }
}
