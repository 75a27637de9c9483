package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * What the two cross-entropies share: the forward pass also gives d loss / d logits, which backward
 * scales by dy.
 */
abstract class CrossEntropy implements Operation {

    private View slope;

    abstract void compute(Forward f, View logits, View targets, View loss, View slope);

    @Override
    public final View forward(Forward f) {
        View logits = f.input(0);
        View targets = f.input(1);
        if (logits.rank() != 2 || !Arrays.equals(logits.shape(), targets.shape())) {
            throw new IllegalArgumentException(
                    name()
                            + ": logits "
                            + Shape.text(logits.shape())
                            + " and targets "
                            + Shape.text(targets.shape())
                            + " must both be (B, classes)");
        }
        if (f.needs(1)) {
            throw new IllegalArgumentException(
                    name()
                            + ": the targets require a gradient, which this operation does not give; detach() them");
        }
        View loss = f.allocate();
        slope = f.needs(0) ? f.save(f.allocate(logits.shape())) : null;
        compute(f, logits, targets, loss, slope);
        return loss;
    }

    @Override
    public final void backward(Backward b) {
        Target dx = b.target(0);
        View dy = b.gradient().broadcastTo(slope.shape());
        b.kernels().binary(Binary.MULTIPLY, slope, dy, dx.view(), dx.accumulate());
    }
}
