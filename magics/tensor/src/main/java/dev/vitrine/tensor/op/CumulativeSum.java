package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/** y[i] = sum of x[j] over j up to i along an axis; dx[j] = sum of dy[i] over i from j on. */
public final class CumulativeSum implements Operation {

    private final int axis;
    private long[] shape;

    public CumulativeSum(int axis) {
        this.axis = axis;
    }

    @Override
    public String name() {
        return "cumsum";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        int resolved = Shape.axis(name(), axis, x.rank());
        shape =
                new long[] {
                    Shape.length(Arrays.copyOf(x.shape(), resolved)),
                    x.size(resolved),
                    Shape.length(Arrays.copyOfRange(x.shape(), resolved + 1, x.rank()))
                };
        View y = f.allocate(x.shape());
        f.kernels().cumulativeSum(x.reshape(shape), false, y.reshape(shape), false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels()
                .cumulativeSum(
                        b.gradient().reshape(shape),
                        true,
                        dx.view().reshape(shape),
                        dx.accumulate());
    }
}
