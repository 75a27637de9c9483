package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y = x, at least {@code low} and at most {@code high}; dx = dy where x is between them or equal.
 */
public final class Clamp implements Operation {

    private final double low;
    private final double high;
    private View x;

    public Clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "clamp: the lower bound " + low + " is not below the upper one, " + high);
        }
        this.low = low;
        this.high = high;
    }

    @Override
    public String name() {
        return "clamp";
    }

    @Override
    public View forward(Forward f) {
        x = f.save(f.input(0));
        View y = f.allocate(x.shape());
        View bound = f.allocate();
        f.kernels().fill(bound, low);
        f.kernels().binary(Binary.MAXIMUM, x, bound.broadcastTo(x.shape()), y, false);
        f.kernels().fill(bound, high);
        f.kernels().binary(Binary.MINIMUM, y, bound.broadcastTo(x.shape()), y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        View bound = b.temporary();
        View inside = b.temporary(x.shape());
        View below = b.temporary(x.shape());
        b.kernels().fill(bound, low);
        b.kernels().binary(Binary.GREATER_OR_EQUAL, x, bound.broadcastTo(x.shape()), inside, false);
        b.kernels().fill(bound, high);
        b.kernels().binary(Binary.GREATER_OR_EQUAL, bound.broadcastTo(x.shape()), x, below, false);
        b.kernels().binary(Binary.MULTIPLY, inside, below, inside, false);
        Target dx = b.target(0);
        b.kernels().binary(Binary.MULTIPLY, b.gradient(), inside, dx.view(), dx.accumulate());
    }
}
