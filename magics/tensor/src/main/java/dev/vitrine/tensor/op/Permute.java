package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/** Axis i of y is axis order[i] of x; dx is dy with the axes put back. */
public final class Permute implements Operation {

    private final int[] order;

    public Permute(int... order) {
        this.order = order.clone();
    }

    @Override
    public String name() {
        return "permute";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        resolve(x);
        View permuted = x.permute(order);
        View y = f.allocate(permuted.shape());
        f.kernels().copy(permuted, y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels().copy(b.gradient(), dx.view().permute(order), dx.accumulate());
    }

    private void resolve(View x) {
        boolean[] seen = new boolean[x.rank()];
        boolean valid = order.length == x.rank();
        for (int i = 0; valid && i < order.length; i++) {
            order[i] = Shape.axis(name(), order[i], x.rank());
            valid = !seen[order[i]];
            seen[order[i]] = true;
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "permute: order "
                            + Arrays.toString(order)
                            + " must name each axis of shape "
                            + Shape.text(x.shape())
                            + " once");
        }
    }
}
