package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * A long short-term memory over sequences: z = x Wx + b for all steps in one product, then step t
 * takes z[t] + h[t-1] Wh through {@link LstmCell}. Inputs are x (B, T, in), Wx (in, 4 H), Wh (H, 4
 * H), h[-1] and c[-1] (B, H), then b (4 H,) if there is one, then what is added to z (B, T, 4 H)
 * without a gradient if there is that. The result (B T H + B H,) is h of all steps, (B, T, H), then
 * c of the last, (B, H).
 *
 * <p>Backward in time: dh[t] is its own gradient plus dz[t+1] Whᵀ, and dz[t] follows as in a single
 * step; dx = dz Wxᵀ, dWx = xᵀ dz, db the sum of dz, dWh = sum over t of h[t-1]ᵀ dz[t], each as one
 * product over all steps.
 *
 * <p>Sequences stay as they are, one after another: a step reads and writes rows that lie T apart,
 * which costs nothing beside its product, and nothing has to be turned round.
 */
public final class Lstm implements Operation {

    /** Elements between the rows of the weights that each step multiplies by: {@link #apart}. */
    private static final long PADDING = 16;

    private static final int X = 0;
    private static final int WX = 1;
    private static final int WH = 2;
    private static final int HIDDEN = 3;
    private static final int CELL = 4;

    private final boolean biased;
    private final boolean shifted;
    private View x;
    private View wx;
    private View wh;
    private View hidden;
    private View cell;
    private View gates;
    private View cells;
    private View squashed;
    private View outputs;

    /**
     * @param biased whether there is a bias
     * @param shifted whether something is added to the gates
     */
    public Lstm(boolean biased, boolean shifted) {
        this.biased = biased;
        this.shifted = shifted;
    }

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public double flops() {
        return 2.0 * gates.length() * (wx.size(0) + wh.size(0));
    }

    private long sequences() {
        return gates.size(0);
    }

    private long steps() {
        return gates.size(1);
    }

    /** Of the part that threads share by sequences. */
    private double flopsPerSequence() {
        return 2.0 * gates.length() * wh.size(0) / Math.max(1, sequences());
    }

    @Override
    public View forward(Forward f) {
        x = f.save(f.input(X));
        wx = f.save(f.input(WX));
        wh = f.save(f.input(WH));
        hidden = f.save(f.input(HIDDEN));
        cell = f.save(f.input(CELL));
        View bias = biased ? f.input(CELL + 1) : null;
        View shift = shifted ? f.input(f.inputs() - 1) : null;
        check(bias, shift);
        Kernels kernels = f.kernels();
        long length = x.size(0) * x.size(1) * wh.size(0);
        gates = f.save(f.allocate(x.size(0), x.size(1), 4 * wh.size(0)));
        cells = f.save(f.allocate(x.size(1), x.size(0), wh.size(0)));
        squashed = f.save(f.allocate(cells.shape()));
        View y = f.save(f.allocate(length + hidden.length()));
        outputs = y.slice(0, 0, length).reshape(x.size(0), x.size(1), wh.size(0));
        product(kernels, x.rows(), false, wx, false, bias, new Target(gates.rows(), false));
        if (shift != null) {
            kernels.binary(Binary.ADD, gates, shift, gates, false);
        }
        View weight = apart(kernels, wh, f.allocate(wh.size(0), wh.size(1) + PADDING));
        kernels.independently(
                sequences(),
                flopsPerSequence(),
                (from, to) -> forward(kernels, new Sequences(from, to), weight));
        View last = y.slice(0, length, y.length()).reshape(hidden.shape());
        kernels.copy(cells.select(0, steps() - 1), last, false);
        return y;
    }

    private void forward(Kernels kernels, Sequences of, View weight) {
        for (long t = 0; t < steps(); t++) {
            View gate = of.at(gates, t);
            View before = t == 0 ? of.in(hidden) : of.at(outputs, t - 1);
            product(kernels, before, false, weight, false, null, new Target(gate, true));
            kernels.lstmCell(
                    gate,
                    cellBefore(of, t),
                    of.in(cells.select(0, t)),
                    of.in(squashed.select(0, t)),
                    of.at(outputs, t));
        }
    }

    private View cellBefore(Sequences of, long t) {
        return of.in(t == 0 ? cell : cells.select(0, t - 1));
    }

    @Override
    public void backward(Backward b) {
        Kernels kernels = b.kernels();
        View dy = b.gradient().slice(0, 0, outputs.length()).reshape(outputs.shape());
        View dlast = b.gradient().slice(0, outputs.length(), b.gradient().length());
        // Each step's gates are needed once, just before their gradient takes their place.
        View dz = gates;
        View dh = b.temporary(hidden.shape());
        View dc = b.temporary(cell.shape());
        View transposed = wh.permute(1, 0);
        View weight = apart(kernels, transposed, b.temporary(wh.size(1), wh.size(0) + PADDING));
        kernels.copy(dlast.reshape(cell.shape()), dc, false);
        kernels.independently(
                sequences(),
                flopsPerSequence(),
                (from, to) -> backward(kernels, new Sequences(from, to), weight, dy, dh, dc));
        if (b.needs(X)) {
            Target dx = b.target(X);
            product(kernels, dz.rows(), false, wx, true, null, rows(dx));
        }
        if (b.needs(WX)) {
            product(kernels, x.rows(), true, dz.rows(), false, null, b.target(WX));
        }
        if (b.needs(HIDDEN)) {
            product(kernels, dz.select(1, 0), false, wh, true, null, b.target(HIDDEN));
        }
        if (b.needs(CELL)) {
            Target target = b.target(CELL);
            kernels.copy(dc, target.view(), target.accumulate());
        }
        if (biased && b.needs(CELL + 1)) {
            Target target = b.target(CELL + 1);
            View sums = target.view().padRank(2);
            kernels.reduce(Reduction.SUM, dz.rows(), sums, target.accumulate());
        }
        if (b.needs(WH)) {
            stateWeightGradient(kernels, dz, b.target(WH));
        }
    }

    private void backward(Kernels kernels, Sequences of, View weight, View dy, View dh, View dc) {
        View dhidden = of.in(dh);
        View dcell = of.in(dc);
        for (long t = steps() - 1; t >= 0; t--) {
            kernels.copy(of.at(dy, t), dhidden, false);
            if (t < steps() - 1) {
                Target target = new Target(dhidden, true);
                product(kernels, of.at(gates, t + 1), false, weight, false, null, target);
            }
            kernels.lstmCellBackward(
                    of.at(gates, t),
                    cellBefore(of, t),
                    of.in(squashed.select(0, t)),
                    dhidden,
                    dcell,
                    of.at(gates, t));
        }
    }

    /**
     * Some sequences of the batch. A thread takes its sequences through all steps, since threads
     * that met after each step would wait for each other longer than they work.
     */
    private record Sequences(long from, long to) {

        /** Their rows of (B, n). */
        View in(View rows) {
            return rows.slice(0, from, to);
        }

        /** Their rows of step t of (B, T, n). */
        View at(View sequences, long t) {
            return in(sequences.select(1, t));
        }
    }

    /**
     * A weight with a gap after each row. It is multiplied in every step, and its rows are often as
     * long as a power of two, which halves the rate of small products on many processors.
     */
    private static View apart(Kernels kernels, View weight, View memory) {
        View copy = memory.slice(1, 0, weight.size(1));
        kernels.copy(weight, copy, false);
        return copy;
    }

    /**
     * The first steps come after the given state. All others come after the row above in the
     * outputs of all sequences, but for the first steps, which are therefore set to 0: dz is used
     * here last.
     */
    private void stateWeightGradient(Kernels kernels, View dz, Target dwh) {
        View first = dz.select(1, 0);
        product(kernels, hidden, true, first, false, null, dwh);
        if (steps() > 1) {
            kernels.fill(first, 0);
            View earlier = outputs.rows();
            View later = dz.rows();
            long rows = later.size(0);
            product(
                    kernels,
                    earlier.slice(0, 0, rows - 1),
                    true,
                    later.slice(0, 1, rows),
                    false,
                    null,
                    new Target(dwh.view(), true));
        }
    }

    private static Target rows(Target target) {
        return new Target(target.view().rows(), target.accumulate());
    }

    private static void product(
            Kernels kernels,
            View a,
            boolean transposeA,
            View b,
            boolean transposeB,
            View bias,
            Target out) {
        kernels.matmul(
                a,
                transposeA,
                b,
                transposeB,
                bias,
                Activation.NONE,
                null,
                out.view(),
                out.accumulate());
    }

    private void check(View bias, View shift) {
        boolean fits = x.rank() == 3 && wx.rank() == 2 && wh.rank() == 2 && x.size(1) > 0;
        fits = fits && wx.size(0) == x.size(2) && wx.size(1) == wh.size(1);
        fits = fits && wh.size(1) == 4 * wh.size(0);
        for (View state : new View[] {hidden, cell}) {
            fits = fits && state.rank() == 2 && state.size(0) == x.size(0);
            fits = fits && state.size(1) == wh.size(0);
        }
        fits = fits && (bias == null || bias.rank() == 1 && bias.size(0) == wh.size(1));
        fits = fits && (shift == null || shift.length() == x.size(0) * x.size(1) * wh.size(1));
        if (!fits) {
            throw new IllegalArgumentException(
                    "lstm: sequences "
                            + Shape.text(x.shape())
                            + ", weights "
                            + Shape.text(wx.shape())
                            + " and "
                            + Shape.text(wh.shape())
                            + ", state "
                            + Shape.text(hidden.shape())
                            + ", cell "
                            + Shape.text(cell.shape())
                            + (bias == null ? "" : " and bias " + Shape.text(bias.shape()))
                            + " must be (B, T, in), (in, 4 H), (H, 4 H), (B, H), (B, H)"
                            + (bias == null ? "" : " and (4 H,)")
                            + ", T not 0");
        }
    }
}
