package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/** y = x repeated along axes of size 1 and along new axes in front; dx = dy summed over those. */
public final class BroadcastTo implements Operation {

    private final long[] shape;

    public BroadcastTo(long... shape) {
        this.shape = shape.clone();
    }

    @Override
    public String name() {
        return "broadcastTo";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        if (x.rank() > shape.length
                || !Arrays.equals(Shape.broadcast(name(), x.shape(), shape), shape)) {
            throw new IllegalArgumentException(
                    "broadcastTo: "
                            + Shape.text(x.shape())
                            + " does not broadcast to "
                            + Shape.text(shape));
        }
        View y = f.allocate(shape);
        f.kernels().copy(x.broadcastTo(shape), y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels()
                .reduce(
                        Reduction.SUM,
                        b.gradient(),
                        dx.view().padRank(shape.length),
                        dx.accumulate());
    }
}
