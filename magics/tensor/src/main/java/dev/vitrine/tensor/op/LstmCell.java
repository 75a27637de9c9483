package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * One step of a long short-term memory (Hochreiter and Schmidhuber, 1997, with forget gates): from
 * z (B, 4 H) = [zi | zf | zg | zo] and the cell c (B, H), with i = sigmoid(zi), f = sigmoid(zf), g
 * = tanh(zg), o = sigmoid(zo): c' = f c + i g, h' = o tanh(c'); the result (2, B, H) is h', then
 * c'.
 *
 * <p>With dc = dc' + dh' o (1 - tanh²(c')): di = dc g, df = dc c, dg = dc i, do = dh' tanh(c'),
 * each through its function; the old cell gets dc f.
 */
public final class LstmCell implements Operation {

    private View cell;
    private View gates;
    private View squashed;

    @Override
    public String name() {
        return "lstmCell";
    }

    @Override
    public View forward(Forward f) {
        View z = f.input(0);
        cell = f.save(f.input(1));
        if (z.rank() != 2
                || cell.rank() != 2
                || z.size(0) != cell.size(0)
                || z.size(1) != 4 * cell.size(1)) {
            throw new IllegalArgumentException(
                    "lstmCell: gates "
                            + Shape.text(z.shape())
                            + " and cell "
                            + Shape.text(cell.shape())
                            + " must be (B, 4 H) and (B, H)");
        }
        gates = f.save(f.allocate(z.shape()));
        squashed = f.save(f.allocate(cell.shape()));
        View y = f.allocate(2, cell.size(0), cell.size(1));
        f.kernels().copy(z, gates, false);
        f.kernels().lstmCell(gates, cell, part(y, 1), squashed, part(y, 0));
        return y;
    }

    @Override
    public void backward(Backward b) {
        View dc = b.temporary(cell.shape());
        View dz = b.temporary(gates.shape());
        b.kernels().copy(part(b.gradient(), 1), dc, false);
        b.kernels().lstmCellBackward(gates, cell, squashed, part(b.gradient(), 0), dc, dz);
        if (b.needs(0)) {
            Target target = b.target(0);
            b.kernels().copy(dz, target.view(), target.accumulate());
        }
        if (b.needs(1)) {
            Target target = b.target(1);
            b.kernels().copy(dc, target.view(), target.accumulate());
        }
    }

    /** Entry of the first of three axes. */
    static View part(View y, long index) {
        return y.slice(0, index, index + 1).reshape(y.size(1), y.size(2));
    }
}
