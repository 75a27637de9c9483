package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/** y = x^p with a number p; dx = dy p x^(p-1). */
public final class Power implements Operation {

    private final double exponent;
    private View x;

    public Power(double exponent) {
        this.exponent = exponent;
    }

    @Override
    public String name() {
        return "pow";
    }

    @Override
    public View forward(Forward f) {
        x = f.save(f.input(0));
        View y = f.allocate(x.shape());
        f.kernels().power(x, exponent, y);
        return y;
    }

    @Override
    public void backward(Backward b) {
        View slope = b.temporary(x.shape());
        b.kernels().power(x, exponent - 1, slope);
        b.kernels().affine(slope, exponent, 0, slope, false);
        Target dx = b.target(0);
        b.kernels().binary(Binary.MULTIPLY, b.gradient(), slope, dx.view(), dx.accumulate());
    }
}
