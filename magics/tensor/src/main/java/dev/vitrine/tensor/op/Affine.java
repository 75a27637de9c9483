package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/** y = scale x + shift with numbers scale and shift; dx = scale dy. */
public final class Affine implements Operation {

    private final double scale;
    private final double shift;

    public Affine(double scale, double shift) {
        this.scale = scale;
        this.shift = shift;
    }

    @Override
    public String name() {
        return "affine";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        View y = f.allocate(x.shape());
        f.kernels().affine(x, scale, shift, y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        if (scale == 1) {
            b.pass(0);
            return;
        }
        Target dx = b.targetInPlace(0);
        b.kernels().affine(b.gradient(), scale, 0, dx.view(), dx.accumulate());
    }
}
