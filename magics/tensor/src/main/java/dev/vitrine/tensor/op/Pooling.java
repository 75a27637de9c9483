package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;

/**
 * y (B, H', W', C) is the largest element, or the mean, of each window of x (B, H, W, C). The
 * padding is minus infinity to the largest, and zeros that count to the mean.
 *
 * <p>dx gets dy at the first largest element of each window, or a share of dy at all its elements.
 */
public final class Pooling implements Operation {

    private final boolean largest;
    private final Window window;
    private View x;
    private View y;

    public Pooling(boolean largest, Window window) {
        this.largest = largest;
        this.window = window;
    }

    @Override
    public String name() {
        return largest ? "maxPool" : "averagePool";
    }

    @Override
    public View forward(Forward f) {
        x = f.input(0);
        check();
        y =
                f.allocate(
                        x.size(0),
                        window.outHeight(x.size(1)),
                        window.outWidth(x.size(2)),
                        x.size(3));
        if (largest) {
            f.save(x);
            f.save(y);
            f.kernels().maxPool(x, window, y);
        } else {
            f.kernels().averagePool(x, window, y);
        }
        return y;
    }

    @Override
    public void backward(Backward b) {
        if (largest) {
            b.kernels().maxPoolBackward(x, y, b.gradient(), window, b.target(0));
        } else {
            b.kernels().averagePoolBackward(b.gradient(), window, b.target(0));
        }
    }

    private void check() {
        if (x.rank() != 4
                || window.outHeight(x.size(1)) < 1
                || window.outWidth(x.size(2)) < 1
                || Math.max(window.top(), window.bottom())
                        >= reach(window.height(), window.dilationY())
                || Math.max(window.left(), window.right())
                        >= reach(window.width(), window.dilationX())) {
            throw new IllegalArgumentException(
                    name()
                            + ": images "
                            + Shape.text(x.shape())
                            + " must be (B, H, W, C) and hold the window "
                            + window
                            + ", whose padding must be smaller than the window");
        }
    }

    private static int reach(int size, int dilation) {
        return (size - 1) * dilation + 1;
    }
}
