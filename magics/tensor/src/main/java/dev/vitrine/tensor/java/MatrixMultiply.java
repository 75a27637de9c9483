package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/**
 * Matrix products in batches. Bands of rows are spread over the threads; for each, panels of b go
 * through the cache and every element of a scales a row of the panel, a loop that the compiler
 * vectorises.
 */
final class MatrixMultiply {

    /**
     * Rows of the result that are computed together, so that a row of b is loaded once for them.
     */
    private static final int BAND = 4;

    /** Rows of b that are held at a time. */
    private static final int PANEL = 128;

    private MatrixMultiply() {}

    static void multiply(
            View a,
            boolean transposeA,
            View b,
            boolean transposeB,
            View bias,
            Activation activation,
            View preActivation,
            View out,
            boolean accumulate) {
        View left = transposeA ? transposed(a) : a;
        View right = transposeB ? transposed(b) : b;
        int m = Math.toIntExact(out.size(-2));
        int n = Math.toIntExact(out.size(-1));
        int k = Math.toIntExact(left.size(-1));
        long batches = m == 0 || n == 0 ? 0 : out.length() / m / n;
        double[] shift = new double[n];
        if (bias != null) {
            bias.storage().get(bias.offset(), shift, 0, n);
        }
        // Enough rows in a task that copying b into the panel is a small part of its work.
        int rowsPerTask = Math.max(BAND, Math.min(m, 256));
        long tasksPerBatch = (m + rowsPerTask - 1L) / rowsPerTask;
        long work = (long) rowsPerTask * n * Math.max(1, k);
        Parallel.loop(
                batches * tasksPerBatch,
                Math.max(1, 65536 / Math.max(1, work)),
                (from, to) -> {
                    double[] panel = new double[Math.min(k, PANEL) * n];
                    double[] factors = new double[Math.min(k, PANEL)];
                    double[] result = new double[rowsPerTask * n];
                    double[] row = new double[n];
                    for (long task = from; task < to; task++) {
                        long batch = task / tasksPerBatch;
                        int start = (int) (task % tasksPerBatch) * rowsPerTask;
                        int rows = Math.min(rowsPerTask, m - start);
                        fill(result, rows, n, shift, accumulate ? out : null, batch, start);
                        for (int p = 0; p < k; p += PANEL) {
                            int depth = Math.min(PANEL, k - p);
                            readPanel(right, batch, p, depth, n, panel, row);
                            for (int r = 0; r < rows; r++) {
                                readLine(left, batch, start + r, p, depth, factors);
                                addProducts(result, r * n, n, factors, panel, depth);
                            }
                        }
                        store(result, rows, n, activation, preActivation, out, batch, start, row);
                    }
                });
    }

    /**
     * result[at..at+n) += factors · panel. Four rows of the panel at a time, to load and store the
     * result less often.
     */
    static void addProducts(
            double[] result, int at, int n, double[] factors, double[] panel, int depth) {
        int p = 0;
        for (; p + BAND <= depth; p += BAND) {
            double f0 = factors[p];
            double f1 = factors[p + 1];
            double f2 = factors[p + 2];
            double f3 = factors[p + 3];
            int q0 = p * n;
            int q1 = q0 + n;
            int q2 = q1 + n;
            int q3 = q2 + n;
            for (int j = 0; j < n; j++) {
                result[at + j] +=
                        f0 * panel[q0 + j]
                                + f1 * panel[q1 + j]
                                + f2 * panel[q2 + j]
                                + f3 * panel[q3 + j];
            }
        }
        for (; p < depth; p++) {
            double f = factors[p];
            int q = p * n;
            for (int j = 0; j < n; j++) {
                result[at + j] += f * panel[q + j];
            }
        }
    }

    private static void fill(
            double[] result, int rows, int n, double[] shift, View old, long batch, int start) {
        for (int r = 0; r < rows; r++) {
            int at = r * n;
            if (old == null) {
                System.arraycopy(shift, 0, result, at, n);
                continue;
            }
            long row = matrixOffset(old, batch) + (start + r) * old.stride(-2);
            old.storage().get(row, result, at, n);
            for (int j = 0; j < n; j++) {
                result[at + j] += shift[j];
            }
        }
    }

    private static void readPanel(
            View matrix, long batch, int start, int depth, int n, double[] panel, double[] row) {
        if (matrix.stride(-1) == 1 || n == 1) {
            for (int p = 0; p < depth; p++) {
                long index = matrixOffset(matrix, batch) + (start + p) * matrix.stride(-2);
                matrix.storage().get(index, panel, p * n, n);
            }
            return;
        }
        // Stored by columns: read along them, and turn the block.
        double[] column = new double[depth];
        for (int j = 0; j < n; j++) {
            long index =
                    matrixOffset(matrix, batch) + start * matrix.stride(-2) + j * matrix.stride(-1);
            readStrided(matrix, index, matrix.stride(-2), column, depth);
            for (int p = 0; p < depth; p++) {
                panel[p * n + j] = column[p];
            }
        }
    }

    private static void readLine(
            View matrix, long batch, int row, int start, int count, double[] to) {
        long index =
                matrixOffset(matrix, batch) + row * matrix.stride(-2) + start * matrix.stride(-1);
        readStrided(matrix, index, matrix.stride(-1), to, count);
    }

    private static void readStrided(View view, long index, long stride, double[] to, int count) {
        if (stride == 1) {
            view.storage().get(index, to, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                to[i] = view.storage().get(index + i * stride);
            }
        }
    }

    private static void store(
            double[] result,
            int rows,
            int n,
            Activation activation,
            View preActivation,
            View out,
            long batch,
            int start,
            double[] row) {
        for (int r = 0; r < rows; r++) {
            if (preActivation != null) {
                long index =
                        matrixOffset(preActivation, batch) + (start + r) * preActivation.stride(-2);
                preActivation.storage().put(index, result, r * n, n);
            }
            System.arraycopy(result, r * n, row, 0, n);
            if (activation != Activation.NONE) {
                UnaryLoops.apply(activation.function(), row, row, n);
            }
            out.storage().put(matrixOffset(out, batch) + (start + r) * out.stride(-2), row, 0, n);
        }
    }

    private static View transposed(View x) {
        int[] order = new int[x.rank()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        order[order.length - 1] = order.length - 2;
        order[order.length - 2] = order.length - 1;
        return x.permute(order);
    }

    /** Index of the first element of a batch's matrix. */
    private static long matrixOffset(View view, long batch) {
        long index = view.offset();
        long rest = batch;
        for (int axis = view.rank() - 3; axis >= 0; axis--) {
            index += rest % view.size(axis) * view.stride(axis);
            rest /= view.size(axis);
        }
        return index;
    }
}
