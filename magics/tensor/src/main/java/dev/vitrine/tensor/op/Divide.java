package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.View;

/** y = a / b; da = dy / b, db = -dy y / b, each summed over the axes that were broadcast. */
public final class Divide implements Operation {

    private Broadcast broadcast;
    private View divisor;
    private View quotient;

    @Override
    public String name() {
        return "div";
    }

    @Override
    public View forward(Forward f) {
        broadcast = new Broadcast(name(), f);
        divisor = f.save(f.input(1));
        View y = broadcast.combine(Binary.DIVIDE, f);
        if (f.needs(1)) {
            quotient = f.save(y);
        }
        return y;
    }

    @Override
    public void backward(Backward b) {
        if (b.needs(0)) {
            broadcast.passTo(0, Binary.DIVIDE, divisor, b);
        }
        if (b.needs(1)) {
            View slope = b.temporary(broadcast.shape());
            b.kernels().binary(Binary.DIVIDE, quotient, broadcast.argument(divisor), slope, false);
            b.kernels().affine(slope, -1, 0, slope, false);
            broadcast.passTo(1, Binary.MULTIPLY, slope, b);
        }
    }
}
