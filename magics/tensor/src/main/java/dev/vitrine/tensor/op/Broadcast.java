package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * NumPy's broadcasting of two arguments, and its gradient: the sum over the axes along which an
 * argument was repeated.
 */
final class Broadcast {

    private final long[] shape;
    private final boolean[] repeated = new boolean[2];

    Broadcast(String name, Forward f) {
        shape = Shape.broadcast(name, f.input(0).shape(), f.input(1).shape());
        for (int i = 0; i < 2; i++) {
            repeated[i] = Shape.length(f.input(i).shape()) != Shape.length(shape);
        }
    }

    long[] shape() {
        return shape;
    }

    View combine(Binary function, Forward f) {
        View y = f.allocate(shape);
        f.kernels().binary(function, argument(f.input(0)), argument(f.input(1)), y, false);
        return y;
    }

    /** An argument as it takes part: repeated to the common shape. */
    View argument(View x) {
        return Arrays.equals(x.shape(), shape) ? x : x.broadcastTo(shape);
    }

    /** Hands the gradient of the result to an argument. */
    void passTo(int index, Backward b) {
        if (repeated[index]) {
            sumTo(b.target(index), b.gradient(), b);
        } else {
            b.pass(index);
        }
    }

    /** Hands dy ∘ factor to an argument, where ∘ is a product or quotient. */
    void passTo(int index, Binary function, View factor, Backward b) {
        Target target = b.target(index);
        if (repeated[index]) {
            View product = b.temporary(shape);
            b.kernels().binary(function, b.gradient(), argument(factor), product, false);
            sumTo(target, product, b);
        } else {
            View dx = target.view().reshape(shape);
            b.kernels().binary(function, b.gradient(), argument(factor), dx, target.accumulate());
        }
    }

    private void sumTo(Target target, View gradient, Backward b) {
        b.kernels()
                .reduce(
                        Reduction.SUM,
                        gradient,
                        target.view().padRank(shape.length),
                        target.accumulate());
    }
}
