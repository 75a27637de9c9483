package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/** y = x as another type; dx = dy as x's type. */
public final class Cast implements Operation {

    private final DType dtype;

    public Cast(DType dtype) {
        this.dtype = dtype;
    }

    @Override
    public String name() {
        return "to";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        View y = f.allocate(dtype, x.shape());
        f.kernels().copy(x, y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels().copy(b.gradient(), dx.view(), dx.accumulate());
    }
}
