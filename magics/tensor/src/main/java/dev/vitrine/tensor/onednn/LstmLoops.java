package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/** The cell of a long short-term memory, contiguous, in one pass over memory. */
final class LstmLoops {

    /** Elements of the cell that are worth another thread. */
    private static final long GRAIN = 1 << 13;

    private LstmLoops() {}

    /**
     * Elements of a row of the cell that fit the first-level cache with all that belongs to them.
     */
    private interface Piece {
        /**
         * @param gates index of the first element in the row of the input gates
         * @param at index in the cell
         */
        void run(ThreadContext context, long gates, long at, int n);
    }

    private static void rows(View cell, Piece piece) {
        long width = cell.size(1);
        Parallel.loop(
                cell.size(0),
                Math.max(1, GRAIN / width),
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    for (long row = from; row < to; row++) {
                        for (long column = 0; column < width; column += ThreadContext.STAGE) {
                            int n = (int) Math.min(ThreadContext.STAGE, width - column);
                            piece.run(context, row * 4 * width + column, row * width + column, n);
                        }
                    }
                });
    }

    /** See {@link dev.vitrine.tensor.Kernels#lstmCell}. */
    static void forward(View z, View cell, View next, View squashed, View hidden) {
        long width = cell.size(1);
        rows(
                cell,
                (context, gates, at, n) -> {
                    float[] i = context.stage(0);
                    float[] f = context.stage(1);
                    float[] g = context.stage(2);
                    float[] o = context.stage(3);
                    float[] c = context.stage(4);
                    get(z, gates, i, n);
                    get(z, gates + width, f, n);
                    get(z, gates + 2 * width, g, n);
                    get(z, gates + 3 * width, o, n);
                    get(cell, at, c, n);
                    Activations.sigmoid(i, i, n);
                    Activations.sigmoid(f, f, n);
                    FloatFunctions.tanh(g, g, n);
                    Activations.sigmoid(o, o, n);
                    put(z, gates, i, n);
                    put(z, gates + width, f, n);
                    put(z, gates + 2 * width, g, n);
                    put(z, gates + 3 * width, o, n);
                    next(i, f, g, c, n);
                    put(next, at, c, n);
                    FloatFunctions.tanh(c, c, n);
                    put(squashed, at, c, n);
                    FloatLoops.multiply(o, c, n);
                    put(hidden, at, c, n);
                });
    }

    /** See {@link dev.vitrine.tensor.Kernels#lstmCellBackward}. */
    static void backward(View gates, View cell, View squashed, View dh, View dc, View dz) {
        long width = cell.size(1);
        rows(
                cell,
                (context, first, at, n) -> {
                    float[] d = context.stage(0);
                    float[] a = context.stage(1);
                    float[] b = context.stage(2);
                    float[] o = context.stage(3);
                    float[] s = context.stage(4);
                    get(dc, at, d, n);
                    get(dh, at, a, n);
                    get(gates, first + 3 * width, o, n);
                    get(squashed, at, s, n);
                    throughHidden(a, o, s, d, n);
                    sigmoidGradient(a, s, o, n);
                    put(dz, first + 3 * width, o, n);
                    float[] i = o;
                    float[] g = s;
                    get(gates, first, i, n);
                    get(gates, first + 2 * width, g, n);
                    candidateGradient(d, i, g, a, n);
                    put(dz, first + 2 * width, a, n);
                    sigmoidGradient(d, g, i, n);
                    put(dz, first, i, n);
                    get(gates, first + width, a, n);
                    get(cell, at, b, n);
                    forgetGradient(d, b, a, n);
                    put(dz, first + width, b, n);
                    put(dc, at, d, n);
                });
    }

    private static void get(View view, long at, float[] to, int n) {
        view.storage().get(view.offset() + at, to, 0, n);
    }

    private static void put(View view, long at, float[] from, int n) {
        view.storage().put(view.offset() + at, from, 0, n);
    }

    // One loop to a method: the JIT compiler vectorises these, and not loops among other code.

    /** c = f c + i g. */
    private static void next(float[] i, float[] f, float[] g, float[] c, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = f[j] * c[j] + i[j] * g[j];
        }
    }

    /** d += dh o (1 - s²). */
    private static void throughHidden(float[] dh, float[] o, float[] s, float[] d, int n) {
        for (int j = 0; j < n; j++) {
            d[j] += dh[j] * o[j] * (1 - s[j] * s[j]);
        }
    }

    /** y = a b y (1 - y), y being a sigmoid. */
    private static void sigmoidGradient(float[] a, float[] b, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = a[j] * b[j] * y[j] * (1 - y[j]);
        }
    }

    /** to = d i (1 - g²). */
    private static void candidateGradient(float[] d, float[] i, float[] g, float[] to, int n) {
        for (int j = 0; j < n; j++) {
            to[j] = d[j] * i[j] * (1 - g[j] * g[j]);
        }
    }

    /** c = d c f (1 - f), the gradient of the forget gate; then d = d f. */
    private static void forgetGradient(float[] d, float[] c, float[] f, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = d[j] * c[j] * f[j] * (1 - f[j]);
        }
        FloatLoops.multiply(f, d, n);
    }
}
