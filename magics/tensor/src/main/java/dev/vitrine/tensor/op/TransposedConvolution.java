package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;

/**
 * The transpose of {@link Convolution}: y is what that hands back to its images when x (B, H, W, C)
 * is the gradient of its result, plus a bias; w (height, width, O / groups, C), y (B, H', W', O).
 *
 * <p>dx is the convolution of dy with w, dw the correlation of dy with x, dbias the sum of dy over
 * all but the last axis.
 */
public final class TransposedConvolution implements Operation {

    private final Window window;
    private final int groups;
    private View x;
    private View weight;

    /** Inputs are x, the weight, and the bias if there is one. */
    public TransposedConvolution(Window window, int groups) {
        this.window = window;
        this.groups = groups;
    }

    @Override
    public String name() {
        return "transposedConvolution";
    }

    @Override
    public double flops() {
        return 2.0 * x.length() * window.height() * window.width() * weight.size(2);
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
                        window.inHeight(x.size(1)),
                        window.inWidth(x.size(2)),
                        weight.size(2) * groups);
        f.kernels().convolutionBackwardData(x, weight, window, new Target(y, false));
        if (bias != null) {
            f.kernels().binary(Binary.ADD, y, bias.broadcastTo(y.shape()), y, false);
        }
        return y;
    }

    @Override
    public void backward(Backward b) {
        View dy = b.gradient();
        if (b.needs(0)) {
            b.kernels().convolution(dy, weight, null, window, b.target(0));
        }
        if (b.needs(1)) {
            b.kernels().convolutionBackwardWeight(dy, x, window, b.target(1));
        }
        Convolution.passBias(2, b);
    }

    private void check(View bias) {
        boolean fits = x.rank() == 4 && weight.rank() == 4 && groups > 0;
        fits = fits && weight.size(3) == x.size(3) && weight.size(3) % groups == 0;
        fits = fits && weight.size(0) == window.height() && weight.size(1) == window.width();
        fits =
                fits
                        && (bias == null
                                || bias.rank() == 1 && bias.size(0) == weight.size(2) * groups);
        fits = fits && window.inHeight(x.size(1)) > 0 && window.inWidth(x.size(2)) > 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    "transposedConvolution: images "
                            + Shape.text(x.shape())
                            + ", weight "
                            + Shape.text(weight.shape())
                            + (bias == null ? "" : ", bias " + Shape.text(bias.shape()))
                            + " and window "
                            + window
                            + " must be (B, H, W, C), (height, width, O / "
                            + groups
                            + ", C), (O,) and a window of that height and width whose padding leaves something");
        }
    }
}
