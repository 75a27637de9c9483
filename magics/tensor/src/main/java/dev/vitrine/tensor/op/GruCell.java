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
 * One step of a gated recurrent unit (Cho et al., arXiv 1406.1078, with the reset gate after the
 * product, as in cuDNN and PyTorch): from x = [xr | xz | xn] and y = [yr | yz | yn], both (B, 3 H),
 * and the state h (B, H), with r = sigmoid(xr + yr), z = sigmoid(xz + yz), n = tanh(xn + r yn): the
 * new state (1 - z) n + z h.
 *
 * <p>With the gradient d of the new state: dn = d (1 - z), dz = d (h - n), dr = dn yn, each through
 * its function; x gets [dr | dz | dn], y gets [dr | dz | dn r], h gets d z.
 */
public final class GruCell implements Operation {

    private View y;
    private View state;
    private View gates;
    private View candidate;
    private long hidden;

    /** Inputs are x, y and h. */
    public GruCell() {}

    @Override
    public String name() {
        return "gruCell";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        y = f.save(f.input(1));
        state = f.save(f.input(2));
        check(x);
        hidden = state.size(1);
        Kernels kernels = f.kernels();
        gates = f.save(f.allocate(state.size(0), 2 * hidden));
        candidate = f.save(f.allocate(state.shape()));
        kernels.binary(
                Binary.ADD, x.slice(1, 0, 2 * hidden), y.slice(1, 0, 2 * hidden), gates, false);
        kernels.unary(Unary.SIGMOID, gates, gates);
        kernels.copy(gate(x, 2), candidate, false);
        kernels.binary(Binary.MULTIPLY, gate(gates, 0), gate(y, 2), candidate, true);
        kernels.unary(Unary.TANH, candidate, candidate);
        View result = f.allocate(state.shape());
        kernels.binary(Binary.SUBTRACT, state, candidate, result, false);
        kernels.binary(Binary.MULTIPLY, result, gate(gates, 1), result, false);
        kernels.binary(Binary.ADD, result, candidate, result, false);
        return result;
    }

    @Override
    public void backward(Backward b) {
        Kernels kernels = b.kernels();
        View d = b.gradient();
        View dn = b.temporary(state.shape());
        View work = b.temporary(state.shape());
        View dgates = b.temporary(gates.shape());
        kernels.binary(Binary.MULTIPLY, d, gate(gates, 1), work, false);
        if (b.needs(2)) {
            Target target = b.target(2);
            kernels.copy(work, target.view(), target.accumulate());
        }
        kernels.binary(Binary.SUBTRACT, d, work, dn, false);
        kernels.unaryBackward(Unary.TANH, null, candidate, dn, dn, false);
        kernels.binary(Binary.MULTIPLY, dn, gate(y, 2), gate(dgates, 0), false);
        kernels.binary(Binary.SUBTRACT, state, candidate, work, false);
        kernels.binary(Binary.MULTIPLY, d, work, gate(dgates, 1), false);
        kernels.unaryBackward(Unary.SIGMOID, null, gates, dgates, dgates, false);
        if (b.needs(0)) {
            Target dx = b.target(0);
            kernels.copy(dgates, dx.view().slice(1, 0, 2 * hidden), dx.accumulate());
            kernels.copy(dn, gate(dx.view(), 2), dx.accumulate());
        }
        if (b.needs(1)) {
            Target dy = b.target(1);
            kernels.copy(dgates, dy.view().slice(1, 0, 2 * hidden), dy.accumulate());
            kernels.binary(
                    Binary.MULTIPLY, dn, gate(gates, 0), gate(dy.view(), 2), dy.accumulate());
        }
    }

    private View gate(View z, int which) {
        return z.slice(1, which * hidden, (which + 1) * hidden);
    }

    private void check(View x) {
        boolean fits = x.rank() == 2 && y.rank() == 2 && state.rank() == 2;
        fits = fits && x.size(0) == state.size(0) && y.size(0) == state.size(0);
        fits = fits && x.size(1) == 3 * state.size(1) && y.size(1) == 3 * state.size(1);
        if (!fits) {
            throw new IllegalArgumentException(
                    "gruCell: gates "
                            + Shape.text(x.shape())
                            + " and "
                            + Shape.text(y.shape())
                            + " and state "
                            + Shape.text(state.shape())
                            + " must be (B, 3 H), (B, 3 H) and (B, H)");
        }
    }
}
