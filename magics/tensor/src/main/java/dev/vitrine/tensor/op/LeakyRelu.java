package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;

/**
 * y = x where x is positive, else slope x; dx = dy where y is positive, else slope dy, which is
 * slope dy + (1 - slope) times the gradient through a ReLU.
 */
public final class LeakyRelu implements Operation {

    private final double slope;
    private View y;

    public LeakyRelu(double slope) {
        if (!(slope > 0 && slope < 1)) {
            throw new IllegalArgumentException(
                    "leakyRelu: the slope must be between 0 and 1, was " + slope);
        }
        this.slope = slope;
    }

    @Override
    public String name() {
        return "leakyRelu";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        y = f.save(f.allocate(x.shape()));
        f.kernels().affine(x, slope, 0, y, false);
        f.kernels().binary(Binary.MAXIMUM, y, x, y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        View positive = b.temporary(y.shape());
        b.kernels().unaryBackward(Unary.RELU, null, y, b.gradient(), positive, false);
        b.kernels().affine(b.gradient(), slope, 0, dx.view(), dx.accumulate());
        b.kernels().affine(positive, 1 - slope, 0, dx.view(), true);
    }
}
