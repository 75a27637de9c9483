package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.View;
import java.util.Locale;

/** y = 1 where a comparison of a and b holds, else 0; no gradient. */
public final class Compare implements Operation {

    private final Binary function;

    /** With b the second input. */
    public Compare(Binary function) {
        this.function = function;
    }

    @Override
    public String name() {
        return function.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public View forward(Forward f) {
        return new Broadcast(name(), f).combine(function, f);
    }

    @Override
    public void backward(Backward b) {
        throw new IllegalStateException(name() + " has no gradient");
    }
}
