package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Primitives that treat each row of a matrix on its own: softmax, layer normalisation,
 * cross-entropy, argmax.
 */
final class Rows {

    /** Elements that make a part of a loop worth handing to another thread. */
    private static final long GRAIN = 8192;

    private Rows() {}

    private static long grain(int columns) {
        return Math.max(1, GRAIN / Math.max(1, columns));
    }

    static void read(View matrix, long row, double[] to) {
        int columns = to.length;
        matrix.storage().get(matrix.offset() + row * columns, to, 0, columns);
    }

    static void write(View matrix, long row, double[] from, boolean accumulate, double[] old) {
        int columns = from.length;
        if (accumulate) {
            read(matrix, row, old);
            for (int i = 0; i < columns; i++) {
                from[i] += old[i];
            }
        }
        matrix.storage().put(matrix.offset() + row * columns, from, 0, columns);
    }

    private static int columns(View matrix) {
        return Math.toIntExact(matrix.size(1));
    }

    static void softmax(View x, View out, boolean logarithm) {
        int columns = columns(x);
        Parallel.loop(
                x.size(0),
                grain(columns),
                (from, to) -> {
                    double[] row = new double[columns];
                    for (long r = from; r < to; r++) {
                        read(x, r, row);
                        if (logarithm) {
                            logSoftmax(row);
                        } else {
                            softmax(row, 0, columns);
                        }
                        write(out, r, row, false, null);
                    }
                });
    }

    /** In place on part of an array. */
    static void softmax(double[] row, int start, int count) {
        double max = max(row, start, count);
        double sum = 0;
        for (int i = start; i < start + count; i++) {
            row[i] = Math.exp(row[i] - max);
            sum += row[i];
        }
        double factor = 1 / sum;
        for (int i = start; i < start + count; i++) {
            row[i] *= factor;
        }
    }

    private static void logSoftmax(double[] row) {
        double max = max(row, 0, row.length);
        double sum = 0;
        for (double value : row) {
            sum += Math.exp(value - max);
        }
        double shift = max + Math.log(sum);
        for (int i = 0; i < row.length; i++) {
            row[i] -= shift;
        }
    }

    private static double max(double[] row, int start, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + count; i++) {
            max = Math.max(max, row[i]);
        }
        return max;
    }

    static void softmaxBackward(View y, View dy, View dx, boolean logarithm, boolean accumulate) {
        int columns = columns(y);
        Parallel.loop(
                y.size(0),
                grain(columns),
                (from, to) -> {
                    double[] value = new double[columns];
                    double[] gradient = new double[columns];
                    double[] old = new double[columns];
                    for (long r = from; r < to; r++) {
                        read(y, r, value);
                        read(dy, r, gradient);
                        double sum = 0;
                        for (int i = 0; i < columns; i++) {
                            sum += logarithm ? gradient[i] : gradient[i] * value[i];
                        }
                        for (int i = 0; i < columns; i++) {
                            gradient[i] =
                                    logarithm
                                            ? gradient[i] - Math.exp(value[i]) * sum
                                            : value[i] * (gradient[i] - sum);
                        }
                        write(dx, r, gradient, accumulate, old);
                    }
                });
    }

    static void layerNorm(
            View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        int columns = columns(x);
        double[] factor = vector(scale, columns, 1);
        double[] shift = vector(bias, columns, 0);
        Parallel.loop(
                x.size(0),
                grain(columns),
                (from, to) -> {
                    double[] row = new double[columns];
                    for (long r = from; r < to; r++) {
                        read(x, r, row);
                        double m = 0;
                        for (double value : row) {
                            m += value;
                        }
                        m /= columns;
                        double variance = 0;
                        for (double value : row) {
                            variance += (value - m) * (value - m);
                        }
                        double s = 1 / Math.sqrt(variance / columns + eps);
                        for (int i = 0; i < columns; i++) {
                            row[i] = (row[i] - m) * s * factor[i] + shift[i];
                        }
                        write(out, r, row, false, null);
                        mean.storage().put(mean.offset() + r, m);
                        rstd.storage().put(rstd.offset() + r, s);
                    }
                });
    }

    static void layerNormBackward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        int columns = columns(x);
        double[] factor = vector(scale, columns, 1);
        int parts = Parallel.parts(x.size(0), grain(columns));
        double[][] scales = new double[parts][columns];
        double[][] biases = new double[parts][columns];
        Parallel.loopParts(
                x.size(0),
                grain(columns),
                (part, from, to) -> {
                    double[] normal = new double[columns];
                    double[] gradient = new double[columns];
                    double[] old = new double[columns];
                    double[] sumScale = scales[part];
                    double[] sumBias = biases[part];
                    for (long r = from; r < to; r++) {
                        read(x, r, normal);
                        read(dy, r, gradient);
                        double m = mean.storage().get(mean.offset() + r);
                        double s = rstd.storage().get(rstd.offset() + r);
                        double sum = 0;
                        double sumNormal = 0;
                        for (int i = 0; i < columns; i++) {
                            normal[i] = (normal[i] - m) * s;
                            sumScale[i] += gradient[i] * normal[i];
                            sumBias[i] += gradient[i];
                            gradient[i] *= factor[i];
                            sum += gradient[i];
                            sumNormal += gradient[i] * normal[i];
                        }
                        if (dx != null) {
                            sum /= columns;
                            sumNormal /= columns;
                            for (int i = 0; i < columns; i++) {
                                gradient[i] = s * (gradient[i] - sum - normal[i] * sumNormal);
                            }
                            write(dx.view(), r, gradient, dx.accumulate(), old);
                        }
                    }
                });
        addParts(scales, dscale);
        addParts(biases, dbias);
    }

    static void addParts(double[][] parts, Target target) {
        if (target == null) {
            return;
        }
        double[] total = parts[0];
        for (int part = 1; part < parts.length; part++) {
            for (int i = 0; i < total.length; i++) {
                total[i] += parts[part][i];
            }
        }
        write(target.view(), 0, total, target.accumulate(), new double[total.length]);
    }

    static double[] vector(View view, int length, double otherwise) {
        double[] values = new double[length];
        if (view == null) {
            Arrays.fill(values, otherwise);
        } else {
            view.storage().get(view.offset(), values, 0, length);
        }
        return values;
    }

    static void softmaxCrossEntropy(View logits, View targets, View loss, View dlogits) {
        int columns = columns(logits);
        rowLoss(
                logits,
                targets,
                loss,
                dlogits,
                (z, t, slope) -> {
                    double max = max(z, 0, columns);
                    double sum = 0;
                    for (int i = 0; i < columns; i++) {
                        sum += Math.exp(z[i] - max);
                    }
                    double shift = max + Math.log(sum);
                    double total = 0;
                    double weight = 0;
                    for (int i = 0; i < columns; i++) {
                        // A class that cannot occur and is not wanted (0 times minus infinity)
                        // costs nothing.
                        total += t[i] == 0 ? 0 : t[i] * (shift - z[i]);
                        weight += t[i];
                    }
                    for (int i = 0; i < columns; i++) {
                        slope[i] = Math.exp(z[i] - shift) * weight - t[i];
                    }
                    return total;
                });
    }

    static void sigmoidCrossEntropy(View logits, View targets, View loss, View dlogits) {
        int columns = columns(logits);
        rowLoss(
                logits,
                targets,
                loss,
                dlogits,
                (z, t, slope) -> {
                    double total = 0;
                    for (int i = 0; i < columns; i++) {
                        double softplus = Math.max(z[i], 0) + Math.log1p(Math.exp(-Math.abs(z[i])));
                        total += softplus - t[i] * z[i];
                        slope[i] = UnaryLoops.sigmoid(z[i]) - t[i];
                    }
                    return total;
                });
    }

    @FunctionalInterface
    private interface RowLoss {
        double run(double[] logits, double[] targets, double[] slope);
    }

    private static void rowLoss(View logits, View targets, View loss, View dlogits, RowLoss body) {
        int columns = columns(logits);
        long rows = logits.size(0);
        double[] losses = new double[Math.toIntExact(rows)];
        Parallel.loop(
                rows,
                grain(columns),
                (from, to) -> {
                    double[] z = new double[columns];
                    double[] t = new double[columns];
                    double[] slope = new double[columns];
                    for (long r = from; r < to; r++) {
                        read(logits, r, z);
                        read(targets, r, t);
                        losses[(int) r] = body.run(z, t, slope);
                        if (dlogits != null) {
                            for (int i = 0; i < columns; i++) {
                                slope[i] /= rows;
                            }
                            write(dlogits, r, slope, false, null);
                        }
                    }
                });
        double sum = 0;
        for (double one : losses) {
            sum += one;
        }
        loss.storage().put(loss.offset(), sum / rows);
    }

    static void argmax(View x, int[] result) {
        int columns = columns(x);
        Parallel.loop(
                x.size(0),
                grain(columns),
                (from, to) -> {
                    double[] row = new double[columns];
                    for (long r = from; r < to; r++) {
                        read(x, r, row);
                        int best = 0;
                        for (int i = 1; i < columns; i++) {
                            if (row[i] > row[best]) {
                                best = i;
                            }
                        }
                        result[(int) r] = best;
                    }
                });
    }
}
