package dev.vitrine.tensor;

import dev.vitrine.tensor.op.GruCell;
import dev.vitrine.tensor.op.Lstm;
import dev.vitrine.tensor.op.LstmCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recurrent layers over sequences (B, T, in). The products with the inputs of all steps are one;
 * each step then adds the product with its state. A whole LSTM is one operation on the tape; each
 * step of a GRU is one.
 */
public final class Recurrence {

    /** An argument at which the logistic function is 0 or 1 to the last bit, whatever is added. */
    private static final double SATURATED = 1e4;

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
        return lstm(x, wx, wh, bias, start, new int[0]);
    }

    /**
     * A long short-term memory over sequences of different lengths: the state stays as it is where
     * a sequence has ended.
     *
     * @param start null for zeros
     * @param lengths for each sequence, 1 or more; none for all steps of all
     * @return outputs, those after the end of a sequence without meaning; and the state after the
     *     last step of each sequence
     */
    public static LstmOutput lstm(
            Tensor x, Tensor wx, Tensor wh, Tensor bias, LstmState start, int... lengths) {
        requireSequence("lstm", x);
        int steps = Math.toIntExact(x.size(1));
        requireLengths(lengths, x.size(0), steps);
        boolean uneven = Arrays.stream(lengths).anyMatch(length -> length < steps);
        LstmState state =
                start != null ? start : new LstmState(zeros(x, wh.size(0)), zeros(x, wh.size(0)));
        List<Tensor> inputs = new ArrayList<>(List.of(x, wx, wh, state.hidden(), state.cell()));
        if (bias != null) {
            inputs.add(bias);
        }
        if (uneven) {
            inputs.add(ended(x, wh.size(0), lengths));
        }
        Tensor all = Tensor.apply(new Lstm(bias != null, uneven), inputs.toArray(Tensor[]::new));
        long rows = x.size(0);
        long hidden = wh.size(0);
        long cell = rows * steps * hidden;
        Tensor outputs = all.slice(0, 0, cell).reshape(rows, steps, hidden);
        return new LstmOutput(
                outputs,
                new LstmState(
                        last(outputs, uneven, lengths),
                        all.slice(0, cell, cell + rows * hidden).reshape(rows, hidden)));
    }

    private static void requireLengths(int[] lengths, long sequences, int steps) {
        if (lengths.length == 0) {
            return;
        }
        if (lengths.length != sequences
                || Arrays.stream(lengths).anyMatch(length -> length < 1 || length > steps)) {
            throw new IllegalArgumentException(
                    "lstm: lengths %s are not one from 1 to %d for each of %d sequences"
                            .formatted(Arrays.toString(lengths), steps, sequences));
        }
    }

    /**
     * What keeps the cell of ended sequences exactly as it is: no input and no forgetting, by gates
     * that are 0 and 1 to the last bit. (B, T, 4 H).
     */
    private static Tensor ended(Tensor x, long hidden, int[] lengths) {
        int steps = Math.toIntExact(x.size(1));
        double[] over = new double[steps * lengths.length];
        for (int b = 0; b < lengths.length; b++) {
            Arrays.fill(over, b * steps + lengths[b], (b + 1) * steps, 1);
        }
        double[] gate = new double[Math.toIntExact(4 * hidden)];
        Arrays.fill(gate, 0, (int) hidden, -SATURATED);
        Arrays.fill(gate, (int) hidden, 2 * (int) hidden, SATURATED);
        return Tensor.of(over, lengths.length, steps, 1)
                .mul(Tensor.of(gate, gate.length))
                .to(x.dtype())
                .to(x.device());
    }

    /** The output of each sequence's last step, (B, H). */
    private static Tensor last(Tensor outputs, boolean uneven, int[] lengths) {
        int steps = Math.toIntExact(outputs.size(1));
        if (!uneven) {
            return outputs.slice(1, steps - 1, steps).reshape(outputs.size(0), outputs.size(2));
        }
        int[] rows =
                IntStream.range(0, lengths.length).map(b -> b * steps + lengths[b] - 1).toArray();
        return outputs.reshape(-1, outputs.size(2)).indexSelect(0, rows);
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
