package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/** y = x with elements of one value before and after it along an axis; dx is the slice of dy. */
public final class Pad implements Operation {

    private final int axis;
    private final long before;
    private final long after;
    private final double value;
    private int resolved;

    public Pad(int axis, long before, long after, double value) {
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "pad: cannot add " + before + " and " + after + " elements");
        }
        this.axis = axis;
        this.before = before;
        this.after = after;
        this.value = value;
    }

    @Override
    public String name() {
        return "pad";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        resolved = Shape.axis(name(), axis, x.rank());
        long[] shape = x.shape().clone();
        shape[resolved] += before + after;
        View y = f.allocate(shape);
        f.kernels().fill(y, value);
        f.kernels().copy(x, inner(y), false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels().copy(inner(b.gradient()), dx.view(), dx.accumulate());
    }

    private View inner(View y) {
        return y.slice(resolved, before, y.size(resolved) - after);
    }
}
