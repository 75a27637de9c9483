package dev.vitrine.tensor.op;

import static dev.vitrine.tensor.op.LstmCell.part;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * A long short-term memory over a sequence, time first: step t takes z[t] + h[t-1] W through {@link
 * LstmCell}. From z (T, B, 4 H), W (H, 4 H), h[-1] and c[-1] (B, H); the result (T + 1, B, H) is h
 * of every step, then c of the last.
 *
 * <p>Backward in time: dh[t] is its own gradient plus dz[t+1] Wᵀ, and dz[t] follows as in a single
 * step; dW = sum over t of h[t-1]ᵀ dz[t], as one product over all steps.
 */
public final class Lstm implements Operation {

    /**
     * Elements between the rows of the weight, so that these do not share cache lines: {@link
     * #apart}.
     */
    private static final long PADDING = 16;

    private View weight;
    private View hidden;
    private View cell;
    private View gates;
    private View cells;
    private View squashed;
    private View y;
    private long steps;

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public double flops() {
        return 2.0 * hidden.length() * gates.size(2) * steps;
    }

    @Override
    public View forward(Forward f) {
        View z = f.input(0);
        weight = f.save(f.input(1));
        hidden = f.save(f.input(2));
        cell = f.save(f.input(3));
        check(z);
        steps = z.size(0);
        gates = f.save(f.allocate(z.shape()));
        cells = f.save(f.allocate(steps, z.size(1), hidden.size(1)));
        squashed = f.save(f.allocate(cells.shape()));
        y = f.save(f.allocate(steps + 1, z.size(1), hidden.size(1)));
        Kernels kernels = f.kernels();
        kernels.copy(z, gates, false);
        View apart = apart(kernels, f.allocate(weight.size(0), weight.size(1) + PADDING));
        kernels.independently(
                hidden.size(0),
                flops() / hidden.size(0),
                (from, to) -> forward(kernels, new Sequences(from, to), apart));
        kernels.copy(part(cells, steps - 1), part(y, steps), false);
        return y;
    }

    private void forward(Kernels kernels, Sequences of, View apart) {
        for (long t = 0; t < steps; t++) {
            View gate = of.at(gates, t);
            product(kernels, of.before(hidden, y, t), false, apart, false, new Target(gate, true));
            kernels.lstmCell(
                    gate,
                    of.before(cell, cells, t),
                    of.at(cells, t),
                    of.at(squashed, t),
                    of.at(y, t));
        }
    }

    @Override
    public void backward(Backward b) {
        Kernels kernels = b.kernels();
        View dy = b.gradient();
        Target dgates = b.targetOrNull(0);
        boolean direct = dgates != null && !dgates.accumulate();
        View dz = direct ? dgates.view() : b.temporary(gates.shape());
        View dh = b.temporary(hidden.shape());
        View dc = b.temporary(cell.shape());
        View apart = apart(kernels, b.temporary(weight.size(0), weight.size(1) + PADDING));
        kernels.copy(part(dy, steps), dc, false);
        kernels.independently(
                hidden.size(0),
                flops() / hidden.size(0),
                (from, to) -> backward(kernels, new Sequences(from, to), apart, dy, dh, dc, dz));
        if (dgates != null && !direct) {
            kernels.copy(dz, dgates.view(), true);
        }
        if (b.needs(1)) {
            weightGradient(kernels, dz, b.target(1));
        }
        if (b.needs(2)) {
            product(kernels, part(dz, 0), false, weight, true, b.target(2));
        }
        if (b.needs(3)) {
            Target target = b.target(3);
            kernels.copy(dc, target.view(), target.accumulate());
        }
    }

    private void backward(
            Kernels kernels, Sequences of, View apart, View dy, View dh, View dc, View dz) {
        View dhidden = of.in(dh);
        View dcell = of.in(dc);
        for (long t = steps - 1; t >= 0; t--) {
            kernels.copy(of.at(dy, t), dhidden, false);
            if (t < steps - 1) {
                product(kernels, of.at(dz, t + 1), false, apart, true, new Target(dhidden, true));
            }
            kernels.lstmCellBackward(
                    of.at(gates, t),
                    of.before(cell, cells, t),
                    of.at(squashed, t),
                    dhidden,
                    dcell,
                    of.at(dz, t));
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

        /** Their rows of step t of (T, B, n). */
        View at(View sequence, long t) {
            return in(part(sequence, t));
        }

        View before(View start, View sequence, long t) {
            return t == 0 ? in(start) : at(sequence, t - 1);
        }
    }

    /**
     * The weight with a gap after each row. It is multiplied in every step, and its rows are often
     * as long as a power of two, which halves the rate of small products on many processors.
     */
    private View apart(Kernels kernels, View memory) {
        View copy = memory.slice(1, 0, weight.size(1));
        kernels.copy(weight, copy, false);
        return copy;
    }

    private void weightGradient(Kernels kernels, View dz, Target dweight) {
        product(kernels, hidden, true, part(dz, 0), false, dweight);
        if (steps > 1) {
            View earlier = y.slice(0, 0, steps - 1).rows();
            View later = dz.slice(0, 1, steps).rows();
            product(kernels, earlier, true, later, false, new Target(dweight.view(), true));
        }
    }

    private static void product(
            Kernels kernels, View a, boolean transposeA, View b, boolean transposeB, Target out) {
        kernels.matmul(
                a,
                transposeA,
                b,
                transposeB,
                null,
                Activation.NONE,
                null,
                out.view(),
                out.accumulate());
    }

    private void check(View z) {
        boolean fits = z.rank() == 3 && weight.rank() == 2 && z.size(0) > 0;
        fits = fits && weight.size(1) == z.size(2) && weight.size(1) == 4 * weight.size(0);
        for (View state : new View[] {hidden, cell}) {
            fits = fits && state.rank() == 2 && state.size(0) == z.size(1);
            fits = fits && state.size(1) == weight.size(0);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "lstm: gates "
                            + Shape.text(z.shape())
                            + ", weight "
                            + Shape.text(weight.shape())
                            + ", state "
                            + Shape.text(hidden.shape())
                            + " and cell "
                            + Shape.text(cell.shape())
                            + " must be (T, B, 4 H), (H, 4 H), (B, H) and (B, H), T not 0");
        }
    }
}
