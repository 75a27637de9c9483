package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
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
    private View candidate;
    private View squashed;
    private long hidden;

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
        hidden = cell.size(1);
        Kernels kernels = f.kernels();
        gates = f.save(f.allocate(z.shape()));
        candidate = f.save(f.allocate(cell.shape()));
        squashed = f.save(f.allocate(cell.shape()));
        View y = f.allocate(2, cell.size(0), hidden);
        View output = part(y, 0);
        View next = part(y, 1);
        kernels.unary(Unary.SIGMOID, z, gates);
        kernels.copy(gate(z, 2), candidate, false);
        kernels.unary(Unary.TANH, candidate, candidate);
        kernels.binary(Binary.MULTIPLY, gate(gates, 1), cell, next, false);
        kernels.binary(Binary.MULTIPLY, gate(gates, 0), candidate, next, true);
        kernels.unary(Unary.TANH, next, squashed);
        kernels.binary(Binary.MULTIPLY, gate(gates, 3), squashed, output, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Kernels kernels = b.kernels();
        View dh = part(b.gradient(), 0);
        View dc = b.temporary(cell.shape());
        View work = b.temporary(cell.shape());
        kernels.copy(part(b.gradient(), 1), dc, false);
        kernels.binary(Binary.MULTIPLY, dh, gate(gates, 3), work, false);
        kernels.unaryBackward(Unary.TANH, null, squashed, work, dc, true);
        if (b.needs(0)) {
            View dgates = b.temporary(gates.shape());
            kernels.binary(Binary.MULTIPLY, dc, candidate, gate(dgates, 0), false);
            kernels.binary(Binary.MULTIPLY, dc, cell, gate(dgates, 1), false);
            kernels.fill(gate(dgates, 2), 0);
            kernels.binary(Binary.MULTIPLY, dh, squashed, gate(dgates, 3), false);
            kernels.binary(Binary.MULTIPLY, dc, gate(gates, 0), work, false);
            kernels.unaryBackward(Unary.TANH, null, candidate, work, work, false);
            Target dz = b.target(0);
            kernels.unaryBackward(Unary.SIGMOID, null, gates, dgates, dz.view(), dz.accumulate());
            kernels.copy(work, gate(dz.view(), 2), true);
        }
        if (b.needs(1)) {
            Target target = b.target(1);
            kernels.binary(Binary.MULTIPLY, dc, gate(gates, 1), target.view(), target.accumulate());
        }
    }

    private View gate(View z, int which) {
        return z.slice(1, which * hidden, (which + 1) * hidden);
    }

    private static View part(View y, int which) {
        return y.slice(0, which, which + 1).reshape(y.size(1), y.size(2));
    }
}
