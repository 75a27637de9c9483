package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * The softmax of an attention's scores, masked, and its gradient: Java loops over the rows of a
 * group, several at a time.
 */
final class AttentionRows {

    /** Floats of several rows that are passed over together. */
    private static final int TILE = 4096;

    private final AttentionMask mask;
    private final View allowed;
    private final View logSumExp;
    private final long heads;
    private final long queries;
    private final long keys;

    /**
     * @param logSumExp (batch, heads, queries); null where no gradient will be wanted
     */
    AttentionRows(
            AttentionMask mask, View logSumExp, long batch, long heads, long queries, long keys) {
        this.mask = mask;
        this.allowed = mask.allowed(batch, heads, queries, keys);
        this.logSumExp = logSumExp;
        this.heads = heads;
        this.queries = queries;
        this.keys = keys;
    }

    /**
     * Works on whole rows, of which there are {@code count} from a group's row {@code first} on.
     */
    private interface Body {
        void run(float[] tile, long first, int count);
    }

    private static void tiles(Attention.Group group, Storage storage, long at, Body body) {
        int columns = (int) group.columns();
        int together = Math.max(1, TILE / columns);
        float[] tile = new float[together * columns];
        long rows = group.pairs() * group.rows();
        for (long first = 0; first < rows; first += together) {
            int count = (int) Math.min(together, rows - first);
            storage.get(at + first * columns, tile, 0, count * columns);
            body.run(tile, first, count);
            storage.put(at + first * columns, tile, 0, count * columns);
        }
    }

    /** Row of {@link #logSumExp} of a group's row. */
    private long index(Attention.Group group, long row) {
        long pair = group.entry() * heads + group.head() + row / group.rows();
        return pair * queries + group.row() + row % group.rows();
    }

    /** Keys that a row of a group sees; the rest are 0. */
    private int limit(Attention.Group group, long row) {
        if (mask.isNone()) {
            return (int) keys;
        }
        long index = index(group, row);
        return (int) mask.limit(index / queries / heads, index % queries, queries, keys);
    }

    /** Sets what a mask of any shape forbids among the keys that a row sees. */
    private void hide(
            Attention.Group group, long row, float[] tile, int from, int to, float value) {
        if (allowed == null) {
            return;
        }
        long index = index(group, row);
        long at =
                allowed.offset()
                        + index / queries / heads * allowed.stride(0)
                        + index / queries % heads * allowed.stride(1)
                        + index % queries * allowed.stride(2);
        for (int i = from; i < to; i++) {
            if (allowed.storage().get(at + (i - from) * allowed.stride(3)) == 0) {
                tile[i] = value;
            }
        }
    }

    /** Scores, at the start of the storage, become their softmax. */
    void forward(Attention.Group group, Storage storage) {
        int columns = (int) group.columns();
        tiles(
                group,
                storage,
                0,
                (tile, first, count) -> {
                    float[] largest = new float[count];
                    for (int i = 0; i < count; i++) {
                        int start = i * columns;
                        int end = start + limit(group, first + i);
                        hide(group, first + i, tile, start, end, Float.NEGATIVE_INFINITY);
                        largest[i] = FloatLoops.max(tile, start, end);
                        // A row that sees nothing: 0 - 0 instead of minus infinity twice.
                        float shift = largest[i] == Float.NEGATIVE_INFINITY ? 0 : largest[i];
                        FloatLoops.subtract(tile, shift, start, end);
                    }
                    FloatFunctions.decay(tile, tile, count * columns);
                    for (int i = 0; i < count; i++) {
                        int start = i * columns;
                        int end = start + limit(group, first + i);
                        finish(group, first + i, tile, start, end, largest[i]);
                    }
                });
    }

    private void finish(
            Attention.Group group, long row, float[] tile, int start, int end, float largest) {
        int columns = (int) group.columns();
        hide(group, row, tile, start, end, 0);
        Arrays.fill(tile, end, start + columns, 0);
        float sum = FloatLoops.sum(tile, start, end);
        FloatLoops.scale(tile, sum == 0 ? 0 : 1 / sum, start, end);
        if (logSumExp != null) {
            double value = largest + Math.log(sum);
            logSumExp.storage().put(logSumExp.offset() + index(group, row), value);
        }
    }

    /** Scores, at the start of the storage, become the softmax that the forward pass had. */
    void again(Attention.Group group, Storage storage) {
        int columns = (int) group.columns();
        tiles(
                group,
                storage,
                0,
                (tile, first, count) -> {
                    float[] sums = new float[count];
                    for (int i = 0; i < count; i++) {
                        long at = logSumExp.offset() + index(group, first + i);
                        sums[i] = (float) logSumExp.storage().get(at);
                        FloatLoops.subtract(
                                tile, sums[i], i * columns, i * columns + limit(group, first + i));
                    }
                    FloatFunctions.decay(tile, tile, count * columns);
                    for (int i = 0; i < count; i++) {
                        int start = i * columns;
                        boolean none = sums[i] == Float.NEGATIVE_INFINITY;
                        int end = none ? start : start + limit(group, first + i);
                        hide(group, first + i, tile, start, end, 0);
                        Arrays.fill(tile, end, start + columns, 0);
                    }
                });
    }

    /**
     * Of P at the start of the storage and dP from {@code at} on: dP becomes P (dP - rowsum(dO O))
     * scale.
     */
    void backward(
            Attention.Group group, Storage storage, long at, View out, View dout, float scale) {
        int columns = (int) group.columns();
        float[] p = new float[Math.max(1, TILE / columns) * columns];
        float[] y = new float[(int) out.size(3)];
        float[] dy = new float[y.length];
        tiles(
                group,
                storage,
                at,
                (tile, first, count) -> {
                    storage.get(first * columns, p, 0, count * columns);
                    for (int i = 0; i < count; i++) {
                        read(out, group, first + i, y);
                        read(dout, group, first + i, dy);
                        float dot = FloatLoops.dot(y, dy, 0, y.length);
                        FloatLoops.softmaxGradient(
                                p, tile, dot, scale, i * columns, (i + 1) * columns);
                    }
                });
    }

    private void read(View view, Attention.Group group, long row, float[] to) {
        long index = index(group, row);
        long at =
                view.offset()
                        + index / queries / heads * view.stride(0)
                        + index / queries % heads * view.stride(1)
                        + index % queries * view.stride(2);
        view.storage().get(at, to, 0, to.length);
    }
}
