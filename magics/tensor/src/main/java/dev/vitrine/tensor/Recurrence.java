package dev.vitrine.tensor;

import dev.vitrine.tensor.op.GruCell;
import dev.vitrine.tensor.op.Lstm;
import dev.vitrine.tensor.op.LstmCell;

/**
 * Recurrent layers over sequences (B, T, in). The products with the inputs of all steps are one;
 * each step then adds the product with its state. A whole LSTM is one operation on the tape; each
 * step of a GRU is one.
 */
public final class Recurrence {

    private Recurrence() {}

    /**
     * State of a long short-term memory.
     *
     * @param hidden h, (B, H): what the layer gives out
     * @param cell c, (B, H)
     */
    public record LstmState(Tensor hidden, Tensor cell) {}

    /**
     * Result of a recurrent layer.
     *
     * @param outputs h of every step, (B, T, H)
     * @param state after the last step
     */
    public record LstmOutput(Tensor outputs, LstmState state) {}

    /**
     * One step of a long short-term memory.
     *
     * @param gates x Wx + h Wh + bias, (B, 4 H): input gate, forget gate, candidate and output gate
     *     side by side, PyTorch's order
     * @param cell c, (B, H)
     */
    public static LstmState lstmCell(Tensor gates, Tensor cell) {
        Tensor both = Tensor.apply(new LstmCell(), gates, cell);
        return new LstmState(first(both, 0), first(both, 1));
    }

    /**
     * A long short-term memory over a sequence.
     *
     * @param x (B, T, in)
     * @param wx (in, 4 H), order of the gates as in {@link #lstmCell}
     * @param wh (H, 4 H)
     * @param bias (4 H,) or null
     * @param start null for zeros
     */
    public static LstmOutput lstm(Tensor x, Tensor wx, Tensor wh, Tensor bias, LstmState start) {
        requireSequence("lstm", x);
        Tensor gates = x.permute(1, 0, 2).linear(wx, bias);
        LstmState state =
                start != null ? start : new LstmState(zeros(x, wh.size(0)), zeros(x, wh.size(0)));
        Tensor all = Tensor.apply(new Lstm(), gates, wh, state.hidden(), state.cell());
        int steps = Math.toIntExact(x.size(1));
        Tensor outputs = all.slice(0, 0, steps).permute(1, 0, 2);
        return new LstmOutput(outputs, new LstmState(first(all, steps - 1), first(all, steps)));
    }

    /**
     * One step of a gated recurrent unit.
     *
     * @param fromInput x Wx + bx, (B, 3 H): reset gate, update gate and candidate side by side
     * @param fromState h Wh + bh, (B, 3 H)
     * @param hidden h, (B, H)
     * @return the new state, (B, H)
     */
    public static Tensor gruCell(Tensor fromInput, Tensor fromState, Tensor hidden) {
        return Tensor.apply(new GruCell(), fromInput, fromState, hidden);
    }

    /**
     * A gated recurrent unit over a sequence.
     *
     * @param x (B, T, in)
     * @param wx (in, 3 H), order of the gates as in {@link #gruCell}
     * @param wh (H, 3 H)
     * @param bx (3 H,) or null
     * @param bh (3 H,) or null
     * @param start (B, H), null for zeros
     * @return the state after every step, (B, T, H)
     */
    public static Tensor gru(Tensor x, Tensor wx, Tensor wh, Tensor bx, Tensor bh, Tensor start) {
        requireSequence("gru", x);
        Tensor gates = x.permute(1, 0, 2).linear(wx, bx);
        Tensor state = start != null ? start : zeros(x, wh.size(0));
        Tensor[] outputs = new Tensor[Math.toIntExact(x.size(1))];
        for (int t = 0; t < outputs.length; t++) {
            state = gruCell(first(gates, t), state.linear(wh, bh), state);
            outputs[t] = state;
        }
        return Tensor.stack(1, outputs);
    }

    private static Tensor first(Tensor x, int index) {
        return x.slice(0, index, index + 1).reshape(x.size(1), x.size(2));
    }

    private static Tensor zeros(Tensor x, long hidden) {
        return Tensor.zeros(x.dtype(), x.size(0), hidden).to(x.device());
    }

    private static void requireSequence(String name, Tensor x) {
        if (x.rank() != 3 || x.size(1) == 0) {
            throw new IllegalArgumentException(
                    name
                            + ": sequences must be (B, T, in) with a step or more, have shape "
                            + Shape.text(x.shape()));
        }
    }
}
