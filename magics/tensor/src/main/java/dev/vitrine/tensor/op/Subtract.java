package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.View;

/** y = a - b; da = dy, db = -dy, each summed over the axes that were broadcast. */
public final class Subtract implements Operation {

    private Broadcast broadcast;

    @Override
    public String name() {
        return "sub";
    }

    @Override
    public View forward(Forward f) {
        broadcast = new Broadcast(name(), f);
        return broadcast.combine(Binary.SUBTRACT, f);
    }

    @Override
    public void backward(Backward b) {
        if (b.needs(1)) {
            View minusOne = b.temporary();
            b.kernels().fill(minusOne, -1);
            broadcast.passTo(1, Binary.MULTIPLY, minusOne, b);
        }
        if (b.needs(0)) {
            broadcast.passTo(0, b);
        }
    }
}
