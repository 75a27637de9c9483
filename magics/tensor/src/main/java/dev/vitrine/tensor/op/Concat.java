package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/** y = the arguments one after another along an axis; each gets its slice of dy. */
public final class Concat implements Operation {

    private final int axis;
    private int resolved;
    private long[] ends;

    public Concat(int axis) {
        this.axis = axis;
    }

    @Override
    public String name() {
        return "concat";
    }

    @Override
    public View forward(Forward f) {
        long[] shape = f.input(0).shape().clone();
        resolved = Shape.axis(name(), axis, shape.length);
        ends = new long[f.inputs()];
        long total = 0;
        for (int i = 0; i < f.inputs(); i++) {
            total += sizeOf(i, f);
            ends[i] = total;
        }
        shape[resolved] = total;
        View y = f.allocate(shape);
        for (int i = 0; i < f.inputs(); i++) {
            f.kernels().copy(f.input(i), part(y, i), false);
        }
        return y;
    }

    @Override
    public void backward(Backward b) {
        for (int i = 0; i < ends.length; i++) {
            if (b.needs(i)) {
                Target dx = b.target(i);
                b.kernels().copy(part(b.gradient(), i), dx.view(), dx.accumulate());
            }
        }
    }

    private View part(View y, int index) {
        return y.slice(resolved, index == 0 ? 0 : ends[index - 1], ends[index]);
    }

    private long sizeOf(int index, Forward f) {
        long[] first = f.input(0).shape();
        long[] shape = f.input(index).shape();
        boolean fits = shape.length == first.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = i == resolved || shape[i] == first[i];
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "concat: argument "
                            + (index + 1)
                            + " of shape "
                            + Shape.text(shape)
                            + " must agree with argument 1, "
                            + Shape.text(first)
                            + ", except along axis "
                            + axis);
        }
        return shape[resolved];
    }
}
