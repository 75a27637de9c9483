package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y = largest element along an axis; dx is dy at the maximum, shared equally between equal maxima,
 * 0 elsewhere.
 */
public final class Maximum implements Operation {

    private final int axis;
    private View x;
    private View y;

    public Maximum(int axis) {
        this.axis = axis;
    }

    @Override
    public String name() {
        return "max";
    }

    @Override
    public View forward(Forward f) {
        x = f.save(f.input(0));
        Reduced reduced = new Reduced(name(), x.shape(), axis);
        if (x.size(Shape.axis(name(), axis, x.rank())) == 0) {
            throw new IllegalArgumentException(
                    "max: axis " + axis + " of shape " + Shape.text(x.shape()) + " is empty");
        }
        y = f.save(f.allocate(reduced.kept()));
        f.kernels().reduce(Reduction.MAX, x, y, false);
        return y.reshape(reduced.dropped());
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels().maxBackward(x, y, b.gradient().reshape(y.shape()), dx.view(), dx.accumulate());
    }
}
