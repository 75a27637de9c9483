package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * Sums over rows. oneDNN's reduction has no fast code for them. Each thread sums its rows into an
 * array of its own; the arrays are then added in the order of the threads.
 */
final class ColumnSums {

    /** Elements that are worth another thread. */
    static final long GRAIN = 1 << 15;

    private ColumnSums() {}

    /** to (+)= sum of the rows of x, (rows, n). */
    static void of(View x, Target to) {
        long rows = x.size(0);
        int n = Math.toIntExact(x.size(1));
        long grain = Math.max(1, GRAIN / Math.max(1, n));
        float[][] sums = new float[Parallel.parts(rows, grain)][n];
        Parallel.loopParts(
                rows,
                grain,
                (part, from, to2) ->
                        add(x.storage(), x.offset() + from * n, to2 - from, sums[part]));
        store(sums, to);
    }

    /** Adds rows that start at element {@code at} to {@code sums}. */
    private static void add(Storage storage, long at, long rows, float[] sums) {
        float[] row = new float[sums.length];
        for (long i = 0; i < rows; i++) {
            storage.get(at + i * row.length, row, 0, row.length);
            FloatLoops.add(row, sums, row.length);
        }
    }

    /** Adds the sums of all parts and stores them. */
    static void store(float[][] parts, Target to) {
        View view = to.view();
        int n = parts[0].length;
        float[] total = new float[n];
        if (to.accumulate()) {
            view.storage().get(view.offset(), total, 0, n);
        }
        for (float[] part : parts) {
            FloatLoops.add(part, total, n);
        }
        view.storage().put(view.offset(), total, 0, n);
    }
}
