package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Attention and its gradient, one head of one sequence at a time; a head's matrices fit the
 * second-level cache.
 */
final class AttentionLoops {

    private AttentionLoops() {}

    static void forward(View q, View k, View v, double scale, View out, View probabilities) {
        long heads = q.size(1);
        int queries = size(q, 2);
        int keys = size(k, 2);
        int depth = size(q, 3);
        int width = size(v, 3);
        Parallel.loop(
                q.size(0) * heads,
                grain(queries, keys, depth),
                (from, to) -> {
                    double[] qs = new double[queries * depth];
                    double[] keyColumns = new double[depth * keys];
                    double[] vs = new double[keys * width];
                    double[] p = new double[queries * keys];
                    double[] y = new double[queries * width];
                    for (long head = from; head < to; head++) {
                        long b = head / heads;
                        long h = head % heads;
                        read(q, b, h, qs);
                        readTransposed(k, b, h, keyColumns);
                        read(v, b, h, vs);
                        product(qs, queries, depth, keyColumns, keys, p);
                        for (int i = 0; i < queries; i++) {
                            for (int j = i * keys; j < (i + 1) * keys; j++) {
                                p[j] *= scale;
                            }
                            Rows.softmax(p, i * keys, keys);
                        }
                        product(p, queries, keys, vs, width, y);
                        write(out, b, h, y, false);
                        if (probabilities != null) {
                            write(probabilities, b, h, p, false);
                        }
                    }
                });
    }

    static void backward(
            View q,
            View k,
            View v,
            double scale,
            View probabilities,
            View dout,
            Target dq,
            Target dk,
            Target dv) {
        long heads = q.size(1);
        int queries = size(q, 2);
        int keys = size(k, 2);
        int depth = size(q, 3);
        int width = size(v, 3);
        Parallel.loop(
                q.size(0) * heads,
                grain(queries, keys, depth),
                (from, to) -> {
                    double[] qs = new double[queries * depth];
                    double[] ks = new double[keys * depth];
                    double[] valueColumns = new double[width * keys];
                    double[] p = new double[queries * keys];
                    double[] dp = new double[queries * keys];
                    double[] dy = new double[queries * width];
                    double[] turned = new double[keys * queries];
                    double[] gradient =
                            new double[Math.max(queries, keys) * Math.max(depth, width)];
                    for (long head = from; head < to; head++) {
                        long b = head / heads;
                        long h = head % heads;
                        read(probabilities, b, h, p);
                        read(dout, b, h, dy);
                        if (dv != null) {
                            transpose(p, queries, keys, turned);
                            store(dv, b, h, turned, keys, queries, dy, width, gradient);
                        }
                        if (dq == null && dk == null) {
                            continue;
                        }
                        readTransposed(v, b, h, valueColumns);
                        product(dy, queries, width, valueColumns, keys, dp);
                        throughSoftmax(p, dp, queries, keys, scale);
                        if (dq != null) {
                            read(k, b, h, ks);
                            store(dq, b, h, dp, queries, keys, ks, depth, gradient);
                        }
                        if (dk != null) {
                            read(q, b, h, qs);
                            transpose(dp, queries, keys, turned);
                            store(dk, b, h, turned, keys, queries, qs, depth, gradient);
                        }
                    }
                });
    }

    /** dS = scale P (dP - rowsum(dP P)), in place of dP. */
    private static void throughSoftmax(
            double[] p, double[] dp, int queries, int keys, double scale) {
        for (int i = 0; i < queries; i++) {
            double sum = 0;
            for (int j = i * keys; j < (i + 1) * keys; j++) {
                sum += dp[j] * p[j];
            }
            for (int j = i * keys; j < (i + 1) * keys; j++) {
                dp[j] = scale * p[j] * (dp[j] - sum);
            }
        }
    }

    private static void store(
            Target target,
            long b,
            long h,
            double[] left,
            int rows,
            int inner,
            double[] right,
            int columns,
            double[] product) {
        product(left, rows, inner, right, columns, product);
        write(target.view(), b, h, product, target.accumulate());
    }

    private static void product(
            double[] left, int rows, int inner, double[] right, int columns, double[] out) {
        double[] factors = new double[inner];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(left, i * inner, factors, 0, inner);
            Arrays.fill(out, i * columns, (i + 1) * columns, 0);
            MatrixMultiply.addProducts(out, i * columns, columns, factors, right, inner);
        }
    }

    private static void transpose(double[] matrix, int rows, int columns, double[] out) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                out[j * rows + i] = matrix[i * columns + j];
            }
        }
    }

    private static void read(View view, long b, long h, double[] to) {
        int columns = size(view, 3);
        for (int row = 0; row < size(view, 2); row++) {
            view.storage().get(index(view, b, h, row), to, row * columns, columns);
        }
    }

    private static void readTransposed(View view, long b, long h, double[] to) {
        int rows = size(view, 2);
        double[] line = new double[size(view, 3)];
        for (int row = 0; row < rows; row++) {
            view.storage().get(index(view, b, h, row), line, 0, line.length);
            for (int column = 0; column < line.length; column++) {
                to[column * rows + row] = line[column];
            }
        }
    }

    private static void write(View view, long b, long h, double[] from, boolean accumulate) {
        int columns = size(view, 3);
        double[] old = accumulate ? new double[columns] : null;
        for (int row = 0; row < size(view, 2); row++) {
            long index = index(view, b, h, row);
            if (accumulate) {
                view.storage().get(index, old, 0, columns);
                for (int i = 0; i < columns; i++) {
                    from[row * columns + i] += old[i];
                }
            }
            view.storage().put(index, from, row * columns, columns);
        }
    }

    private static long index(View view, long b, long h, long row) {
        return view.offset() + b * view.stride(0) + h * view.stride(1) + row * view.stride(2);
    }

    private static int size(View view, int axis) {
        return Math.toIntExact(view.size(axis));
    }

    private static long grain(long queries, long keys, long depth) {
        return Math.max(1, 32768 / Math.max(1, queries * keys * depth));
    }
}
