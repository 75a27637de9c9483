package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * The straight-through estimator (Bengio et al., arXiv 1308.3432): y = v, a value computed from x
 * in a way that has no useful gradient; dx = dy, as if y were x.
 */
public final class StraightThrough implements Operation {

    @Override
    public String name() {
        return "straightThrough";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        View value = f.input(1);
        if (!Arrays.equals(x.shape(), value.shape())) {
            throw new IllegalArgumentException(
                    "straightThrough: the value's shape "
                            + Shape.text(value.shape())
                            + " is not this tensor's, "
                            + Shape.text(x.shape()));
        }
        View y = f.allocate(x.shape());
        f.kernels().copy(value, y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        if (b.needs(0)) {
            b.pass(0);
        }
    }
}
