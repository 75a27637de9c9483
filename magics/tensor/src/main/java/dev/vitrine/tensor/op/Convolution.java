package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;

/**
 * y[b, i, j, o] = bias[o] + sum of x[b, i s + m d - p, j s + n d - p, c] w[m, n, c, o] over m, n
 * and c, with stride s, dilation d and padding p; x (B, H, W, C), w (height, width, C / groups, O),
 * y (B, H', W', O). Channels c and o of different groups are not connected.
 *
 * <p>dx is the transposed convolution of dy with w, dw the correlation of x with dy, dbias the sum
 * of dy over all but the last axis.
 */
public final class Convolution implements Operation {

    private final Window window;
    private final int groups;
    private View x;
    private View weight;
    private double results;

    /** Inputs are x, the weight, and the bias if there is one. */
    public Convolution(Window window, int groups) {
        this.window = window;
        this.groups = groups;
    }

    @Override
    public String name() {
        return "convolution";
    }

    @Override
    public double flops() {
        return 2 * results * window.height() * window.width() * weight.size(2);
    }

    @Override
    public View forward(Forward f) {
        x = f.input(0);
        weight = f.input(1);
        View bias = f.inputs() > 2 ? f.input(2) : null;
        check(bias);
        if (f.needs(1)) {
            f.save(x);
        }
        if (f.needs(0)) {
            f.save(weight);
        }
        View y =
                f.allocate(
                        x.size(0),
                        window.outHeight(x.size(1)),
                        window.outWidth(x.size(2)),
                        weight.size(3));
        results = y.length();
        f.kernels().convolution(x, weight, bias, window, new Target(y, false));
        return y;
    }

    @Override
    public void backward(Backward b) {
        View dy = b.gradient();
        if (b.needs(0)) {
            b.kernels().convolutionBackwardData(dy, weight, window, b.target(0));
        }
        if (b.needs(1)) {
            b.kernels().convolutionBackwardWeight(x, dy, window, b.target(1));
        }
        passBias(2, b);
    }

    /** Hands the bias its gradient, if it is an input and wants one. */
    static void passBias(int index, Backward b) {
        if (b.inputs() > index && b.needs(index)) {
            Target bias = b.target(index);
            View dy = b.gradient().rows();
            b.kernels().reduce(Reduction.SUM, dy, bias.view().padRank(2), bias.accumulate());
        }
    }

    private void check(View bias) {
        boolean fits = x.rank() == 4 && weight.rank() == 4 && groups > 0;
        fits = fits && weight.size(2) * groups == x.size(3) && weight.size(3) % groups == 0;
        fits = fits && weight.size(0) == window.height() && weight.size(1) == window.width();
        fits = fits && (bias == null || bias.rank() == 1 && bias.size(0) == weight.size(3));
        if (!fits) {
            throw new IllegalArgumentException(
                    "convolution: images "
                            + Shape.text(x.shape())
                            + ", weight "
                            + Shape.text(weight.shape())
                            + (bias == null ? "" : ", bias " + Shape.text(bias.shape()))
                            + " and window "
                            + window
                            + " must be (B, H, W, C), (height, width, C / "
                            + groups
                            + ", O), (O,) and a window of that height and width");
        }
        if (window.outHeight(x.size(1)) < 1 || window.outWidth(x.size(2)) < 1) {
            throw new IllegalArgumentException(
                    "convolution: the window "
                            + window
                            + " is larger than images "
                            + Shape.text(x.shape()));
        }
    }
}
