package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.View;

/** y = a b elementwise; da = dy b, db = dy a, each summed over the axes that were broadcast. */
public final class Multiply implements Operation {

    private Broadcast broadcast;
    private View left;
    private View right;

    @Override
    public String name() {
        return "mul";
    }

    @Override
    public View forward(Forward f) {
        broadcast = new Broadcast(name(), f);
        left = f.needs(1) ? f.save(f.input(0)) : null;
        right = f.needs(0) ? f.save(f.input(1)) : null;
        return broadcast.combine(Binary.MULTIPLY, f);
    }

    @Override
    public void backward(Backward b) {
        if (b.needs(0)) {
            broadcast.passTo(0, Binary.MULTIPLY, right, b);
        }
        if (b.needs(1)) {
            broadcast.passTo(1, Binary.MULTIPLY, left, b);
        }
    }
}
