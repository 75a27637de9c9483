package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.View;

/** y = a + b; da = dy, db = dy, each summed over the axes that were broadcast. */
public final class Add implements Operation {

    private Broadcast broadcast;

    @Override
    public String name() {
        return "add";
    }

    @Override
    public View forward(Forward f) {
        broadcast = new Broadcast(name(), f);
        return broadcast.combine(Binary.ADD, f);
    }

    @Override
    public void backward(Backward b) {
        for (int i = 0; i < 2; i++) {
            if (b.needs(i)) {
                broadcast.passTo(i, b);
            }
        }
    }
}
