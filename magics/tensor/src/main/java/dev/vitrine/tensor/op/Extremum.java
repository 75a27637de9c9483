package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.View;

/**
 * y = the larger of a and b, or the smaller one; dy goes to the one that was taken, in halves where
 * they are equal, summed over the axes that were broadcast.
 */
public final class Extremum implements Operation {

    private final boolean largest;
    private Broadcast broadcast;
    private View a;
    private View b;

    public Extremum(boolean largest) {
        this.largest = largest;
    }

    @Override
    public String name() {
        return largest ? "maximum" : "minimum";
    }

    @Override
    public View forward(Forward f) {
        broadcast = new Broadcast(name(), f);
        a = f.save(f.input(0));
        b = f.save(f.input(1));
        return broadcast.combine(largest ? Binary.MAXIMUM : Binary.MINIMUM, f);
    }

    @Override
    public void backward(Backward back) {
        View left = broadcast.argument(largest ? a : b);
        View right = broadcast.argument(largest ? b : a);
        View share = back.temporary(broadcast.shape());
        for (int i = 0; i < 2; i++) {
            if (back.needs(i)) {
                View mine = i == 0 ? left : right;
                View other = i == 0 ? right : left;
                back.kernels().binary(Binary.GREATER, mine, other, share, false);
                back.kernels().binary(Binary.GREATER_OR_EQUAL, mine, other, share, true);
                back.kernels().affine(share, 0.5, 0, share, false);
                broadcast.passTo(i, Binary.MULTIPLY, share, back);
            }
        }
    }
}
