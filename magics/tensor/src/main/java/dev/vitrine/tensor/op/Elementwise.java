package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import java.util.Locale;

/** y = f(x) for each element; dx = dy f'(x). */
public final class Elementwise implements Operation {

    private final Unary function;
    private View x;
    private View y;

    public Elementwise(Unary function) {
        this.function = function;
    }

    @Override
    public String name() {
        return function.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public View forward(Forward f) {
        x = f.input(0);
        y = f.allocate(x.shape());
        f.kernels().unary(function, x, y);
        if (function.derivativeFromValue()) {
            x = null;
            f.save(y);
        } else {
            f.save(x);
        }
        return y;
    }

    @Override
    public void backward(Backward b) {
        View value = x == null ? y : null;
        Target dx = b.targetInPlace(0);
        b.kernels().unaryBackward(function, x, value, b.gradient(), dx.view(), dx.accumulate());
    }
}
