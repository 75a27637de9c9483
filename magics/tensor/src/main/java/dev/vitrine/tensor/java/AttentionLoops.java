package dev.vitrine.tensor.java;

import dev.vitrine.tensor.AttentionMask;
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

    static void forward(
            View q, View k, View v, double scale, AttentionMask mask, View out, View logSumExp) {
        long heads = q.size(1);
        int queries = size(q, 2);
        int keys = size(k, 2);
        int depth = size(q, 3);
        int width = size(v, 3);
        Visible seen = Visible.of(mask, q, k);
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
                            scores(p, i, keys, scale, seen, b, h);
                            double sum = softmax(p, i * keys, keys);
                            if (logSumExp != null) {
                                logSumExp
                                        .storage()
                                        .put(logSumExp.offset() + head * queries + i, sum);
                            }
                        }
                        product(p, queries, keys, vs, width, y);
                        write(out, b, h, y, false);
                    }
                });
    }

    static void backward(
            View q,
            View k,
            View v,
            double scale,
            AttentionMask mask,
            View logSumExp,
            View dout,
            Target dq,
            Target dk,
            Target dv) {
        long heads = q.size(1);
        int queries = size(q, 2);
        int keys = size(k, 2);
        int depth = size(q, 3);
        int width = size(v, 3);
        Visible seen = Visible.of(mask, q, k);
        Parallel.loop(
                q.size(0) * heads,
                grain(queries, keys, depth),
                (from, to) -> {
                    double[] qs = new double[queries * depth];
                    double[] ks = new double[keys * depth];
                    double[] keyColumns = new double[depth * keys];
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
                        read(q, b, h, qs);
                        readTransposed(k, b, h, keyColumns);
                        product(qs, queries, depth, keyColumns, keys, p);
                        for (int i = 0; i < queries; i++) {
                            scores(p, i, keys, scale, seen, b, h);
                            double sum =
                                    logSumExp
                                            .storage()
                                            .get(logSumExp.offset() + head * queries + i);
                            for (int j = i * keys; j < (i + 1) * keys; j++) {
                                p[j] = p[j] == Double.NEGATIVE_INFINITY ? 0 : Math.exp(p[j] - sum);
                            }
                        }
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
                            transpose(dp, queries, keys, turned);
                            store(dk, b, h, turned, keys, queries, qs, depth, gradient);
                        }
                    }
                });
    }

    /** Which keys each query sees. */
    private record Visible(AttentionMask mask, View allowed, long queries, long keys) {

        static Visible of(AttentionMask mask, View q, View k) {
            long[] shape = {q.size(0), q.size(1), q.size(2), k.size(2)};
            return new Visible(mask, mask.allowed(shape), q.size(2), k.size(2));
        }

        boolean has(long b, long h, long query, long key) {
            if (key >= mask.limit(b, query, queries, keys)) {
                return false;
            }
            return allowed == null
                    || allowed.storage().get(index(allowed, b, h, query) + key * allowed.stride(3))
                            != 0;
        }
    }

    /** Scales one row of products; minus infinity where the query does not see the key. */
    private static void scores(
            double[] p, int query, int keys, double scale, Visible seen, long b, long h) {
        for (int j = 0; j < keys; j++) {
            int at = query * keys + j;
            p[at] = seen.has(b, h, query, j) ? p[at] * scale : Double.NEGATIVE_INFINITY;
        }
    }

    /** In place; returns the logarithm of the sum of exponentials. A row that sees nothing is 0. */
    private static double softmax(double[] p, int start, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + count; i++) {
            max = Math.max(max, p[i]);
        }
        if (max == Double.NEGATIVE_INFINITY) {
            Arrays.fill(p, start, start + count, 0);
            return max;
        }
        double sum = 0;
        for (int i = start; i < start + count; i++) {
            p[i] = Math.exp(p[i] - max);
            sum += p[i];
        }
        for (int i = start; i < start + count; i++) {
            p[i] /= sum;
        }
        return max + Math.log(sum);
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
