package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/** The cell of a long short-term memory in one pass over memory. */
final class LstmLoops {

    /** Elements of the cell that are worth another thread. */
    private static final long GRAIN = 1 << 13;

    private LstmLoops() {}

    /**
     * Part of the cell: some rows, of which n elements each fit the staging arrays together with
     * all that belongs to them. Several rows at a time make the loops long enough for SIMD code.
     *
     * @param column of the first element
     */
    private record Piece(ThreadContext context, long row, int rows, long column, int n) {

        int length() {
            return rows * n;
        }

        float[] stage(int index) {
            return context.stage(index);
        }

        /** Reads elements that lie {@code shift} further on in their rows. */
        void get(View view, long shift, float[] to) {
            long at = view.offset() + row * view.stride(0) + column + shift;
            for (int i = 0; i < rows; i++) {
                view.storage().get(at + i * view.stride(0), to, i * n, n);
            }
        }

        void put(View view, long shift, float[] from) {
            long at = view.offset() + row * view.stride(0) + column + shift;
            for (int i = 0; i < rows; i++) {
                view.storage().put(at + i * view.stride(0), from, i * n, n);
            }
        }
    }

    private interface Body {
        void run(Piece piece);
    }

    private static void pieces(View cell, Body body) {
        long width = cell.size(1);
        int together = (int) Math.max(1, ThreadContext.STAGE / Math.max(1, width));
        Parallel.loop(
                cell.size(0),
                Math.max(1, GRAIN / Math.max(1, width)),
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    for (long row = from; row < to; row += together) {
                        int rows = (int) Math.min(together, to - row);
                        for (long column = 0; column < width; column += ThreadContext.STAGE) {
                            int n = (int) Math.min(ThreadContext.STAGE, width - column);
                            body.run(new Piece(context, row, rows, column, n));
                        }
                    }
                });
    }

    /** See {@link dev.vitrine.tensor.Kernels#lstmCell}. */
    static void forward(View z, View cell, View next, View squashed, View hidden) {
        long width = cell.size(1);
        pieces(
                cell,
                piece -> {
                    int n = piece.length();
                    float[] i = piece.stage(0);
                    float[] f = piece.stage(1);
                    float[] g = piece.stage(2);
                    float[] o = piece.stage(3);
                    float[] c = piece.stage(4);
                    piece.get(z, 0, i);
                    piece.get(z, width, f);
                    piece.get(z, 2 * width, g);
                    piece.get(z, 3 * width, o);
                    piece.get(cell, 0, c);
                    FloatFunctions.sigmoid(i, i, n);
                    FloatFunctions.sigmoid(f, f, n);
                    FloatFunctions.tanh(g, g, n);
                    FloatFunctions.sigmoid(o, o, n);
                    piece.put(z, 0, i);
                    piece.put(z, width, f);
                    piece.put(z, 2 * width, g);
                    piece.put(z, 3 * width, o);
                    next(i, f, g, c, n);
                    piece.put(next, 0, c);
                    FloatFunctions.tanh(c, c, n);
                    piece.put(squashed, 0, c);
                    FloatLoops.multiply(o, c, n);
                    piece.put(hidden, 0, c);
                });
    }

    /** See {@link dev.vitrine.tensor.Kernels#lstmCellBackward}. */
    static void backward(View gates, View cell, View squashed, View dh, View dc, View dz) {
        long width = cell.size(1);
        pieces(
                cell,
                piece -> {
                    int n = piece.length();
                    float[] d = piece.stage(0);
                    float[] a = piece.stage(1);
                    float[] b = piece.stage(2);
                    float[] o = piece.stage(3);
                    float[] s = piece.stage(4);
                    piece.get(dc, 0, d);
                    piece.get(dh, 0, a);
                    piece.get(gates, 3 * width, o);
                    piece.get(squashed, 0, s);
                    throughHidden(a, o, s, d, n);
                    sigmoidGradient(a, s, o, n);
                    piece.put(dz, 3 * width, o);
                    float[] i = o;
                    float[] g = s;
                    piece.get(gates, 0, i);
                    piece.get(gates, 2 * width, g);
                    candidateGradient(d, i, g, a, n);
                    piece.put(dz, 2 * width, a);
                    sigmoidGradient(d, g, i, n);
                    piece.put(dz, 0, i);
                    piece.get(gates, width, a);
                    piece.get(cell, 0, b);
                    forgetGradient(d, b, a, n);
                    piece.put(dz, width, b);
                    piece.put(dc, 0, d);
                });
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
