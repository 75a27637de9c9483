package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;
import java.util.Arrays;

/**
 * All primitives in plain Java. Devices with a native library extend this and override what the
 * library does faster.
 */
public class JavaKernels implements Kernels {

    @Override
    public void fill(View out, double value) {
        Mapping.map((in, to, n) -> Arrays.fill(to, 0, n, value), out, false);
    }

    @Override
    public void copy(View x, View out, boolean accumulate) {
        Mapping.map((in, to, n) -> System.arraycopy(in[0], 0, to, 0, n), out, accumulate, x);
    }

    @Override
    public void affine(View x, double scale, double shift, View out, boolean accumulate) {
        Mapping.map(
                (in, to, n) -> {
                    double[] a = in[0];
                    for (int i = 0; i < n; i++) {
                        to[i] = a[i] * scale + shift;
                    }
                },
                out,
                accumulate,
                x);
    }

    @Override
    public void power(View x, double exponent, View out) {
        Mapping.map(
                (in, to, n) -> {
                    double[] a = in[0];
                    for (int i = 0; i < n; i++) {
                        to[i] = Math.pow(a[i], exponent);
                    }
                },
                out,
                false,
                x);
    }

    @Override
    public void unary(Unary function, View x, View out) {
        Mapping.map((in, to, n) -> UnaryLoops.apply(function, in[0], to, n), out, false, x);
    }

    @Override
    public void unaryBackward(
            Unary function, View x, View y, View dy, View dx, boolean accumulate) {
        View argument = function.derivativeFromValue() ? y : x;
        Mapping.map(
                (in, to, n) -> UnaryLoops.backward(function, in[0], in[1], to, n),
                dx,
                accumulate,
                argument,
                dy);
    }

    @Override
    public void binary(Binary function, View a, View b, View out, boolean accumulate) {
        Mapping.map((in, to, n) -> combine(function, in[0], in[1], to, n), out, accumulate, a, b);
    }

    private static void combine(Binary function, double[] a, double[] b, double[] to, int n) {
        switch (function) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] + b[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] - b[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] * b[i];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] / b[i];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < n; i++) {
                    to[i] = Math.max(a[i], b[i]);
                }
            }
            case MINIMUM -> {
                for (int i = 0; i < n; i++) {
                    to[i] = Math.min(a[i], b[i]);
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] > b[i] ? 1 : 0;
                }
            }
            case GREATER_OR_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] >= b[i] ? 1 : 0;
                }
            }
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] == b[i] ? 1 : 0;
                }
            }
        }
    }

    @Override
    public void select(View condition, View a, View b, View out, boolean accumulate) {
        Mapping.map(
                (in, to, n) -> {
                    for (int i = 0; i < n; i++) {
                        to[i] = in[0][i] != 0 ? in[1][i] : in[2][i];
                    }
                },
                out,
                accumulate,
                condition,
                a,
                b);
    }

    @Override
    public void cumulativeSum(View x, boolean reverse, View out, boolean accumulate) {
        Scan.cumulativeSum(x, reverse, out, accumulate);
    }

    @Override
    public void reduce(Reduction reduction, View x, View out, boolean accumulate) {
        Reductions.reduce(reduction, x, out, accumulate);
    }

    @Override
    public void maxBackward(View x, View y, View dy, View dx, boolean accumulate) {
        Storage counts = allocate(x.dtype(), y.length());
        Storage hits = allocate(x.dtype(), x.length());
        try {
            View count = View.of(counts, 0, y.shape());
            View hit = View.of(hits, 0, x.shape());
            Mapping.map(
                    (in, to, n) -> {
                        for (int i = 0; i < n; i++) {
                            to[i] = in[0][i] == in[1][i] ? 1 : 0;
                        }
                    },
                    hit,
                    false,
                    x,
                    y.broadcastTo(x.shape()));
            reduce(Reduction.SUM, hit, count, false);
            Mapping.map(
                    (in, to, n) -> {
                        for (int i = 0; i < n; i++) {
                            to[i] = in[0][i] == 0 ? 0 : in[1][i] / in[2][i];
                        }
                    },
                    dx,
                    accumulate,
                    hit,
                    dy.broadcastTo(x.shape()),
                    count.broadcastTo(x.shape()));
        } finally {
            counts.release();
            hits.release();
        }
    }

    @Override
    public void argmax(View x, int[] result) {
        Rows.argmax(x, result);
    }

    @Override
    public void matmul(
            View a,
            boolean transposeA,
            View b,
            boolean transposeB,
            View bias,
            Activation activation,
            View preActivation,
            View out,
            boolean accumulate) {
        MatrixMultiply.multiply(
                a, transposeA, b, transposeB, bias, activation, preActivation, out, accumulate);
    }

    @Override
    public void softmax(View x, View out, boolean logarithm) {
        Rows.softmax(x, out, logarithm);
    }

    @Override
    public void softmaxBackward(View y, View dy, View dx, boolean logarithm, boolean accumulate) {
        Rows.softmaxBackward(y, dy, dx, logarithm, accumulate);
    }

    @Override
    public void layerNorm(
            View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        Rows.layerNorm(x, scale, bias, eps, out, mean, rstd);
    }

    @Override
    public void layerNormBackward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        Rows.layerNormBackward(x, scale, mean, rstd, dy, dx, dscale, dbias);
    }

    @Override
    public void groupNorm(
            View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        GroupNormLoops.forward(x, scale, bias, eps, out, mean, rstd);
    }

    @Override
    public void groupNormBackward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        GroupNormLoops.backward(x, scale, mean, rstd, dy, dx, dscale, dbias);
    }

    @Override
    public void attention(
            View q, View k, View v, double scale, AttentionMask mask, View out, View logSumExp) {
        AttentionLoops.forward(q, k, v, scale, mask, out, logSumExp);
    }

    @Override
    public void attentionBackward(
            View q,
            View k,
            View v,
            double scale,
            AttentionMask mask,
            View out,
            View logSumExp,
            View dout,
            Target dq,
            Target dk,
            Target dv) {
        AttentionLoops.backward(q, k, v, scale, mask, logSumExp, dout, dq, dk, dv);
    }

    @Override
    public void convolution(View x, View weight, View bias, Window window, Target out) {
        ConvolutionLoops.forward(x, weight, bias, window, out);
    }

    @Override
    public void convolutionBackwardData(View dy, View weight, Window window, Target dx) {
        ConvolutionLoops.backwardData(dy, weight, window, dx);
    }

    @Override
    public void convolutionBackwardWeight(View x, View dy, Window window, Target dweight) {
        ConvolutionLoops.backwardWeight(x, dy, window, dweight);
    }

    @Override
    public void maxPool(View x, Window window, View out) {
        PoolLoops.largest(x, window, out);
    }

    @Override
    public void maxPoolBackward(View x, View y, View dy, Window window, Target dx) {
        PoolLoops.largestBackward(x, y, dy, window, dx);
    }

    @Override
    public void averagePool(View x, Window window, View out) {
        PoolLoops.mean(x, window, out);
    }

    @Override
    public void averagePoolBackward(View dy, Window window, Target dx) {
        PoolLoops.meanBackward(dy, window, dx);
    }

    @Override
    public void gatherRows(View x, int[] rows, View out) {
        int columns = Math.toIntExact(x.size(1));
        Parallel.loop(
                rows.length,
                Math.max(1, 8192 / Math.max(1, columns)),
                (from, to) -> {
                    double[] row = new double[columns];
                    for (long i = from; i < to; i++) {
                        Rows.read(x, rows[(int) i], row);
                        Rows.write(out, i, row, false, null);
                    }
                });
    }

    /** On one thread: rows may repeat, and their order must not change the sum. */
    @Override
    public void scatterAddRows(View dy, int[] rows, View dx) {
        int columns = Math.toIntExact(dy.size(1));
        double[] row = new double[columns];
        double[] old = new double[columns];
        for (int i = 0; i < rows.length; i++) {
            Rows.read(dy, i, row);
            Rows.write(dx, rows[i], row, true, old);
        }
    }

    @Override
    public void dropout(
            View x, double probability, Philox.State stream, View out, boolean accumulate) {
        double scale = 1 / (1 - probability);
        int chunk = Segments.LONGEST;
        Parallel.loop(
                (x.length() + chunk - 1) / chunk,
                8,
                (from, to) -> {
                    float[] uniform = new float[chunk];
                    double[] values = new double[chunk];
                    double[] old = new double[chunk];
                    for (long c = from; c < to; c++) {
                        int n = (int) Math.min(chunk, x.length() - c * chunk);
                        Philox.uniform(stream, c * chunk, uniform, 0, n);
                        x.storage().get(x.offset() + c * chunk, values, 0, n);
                        for (int i = 0; i < n; i++) {
                            values[i] = uniform[i] >= probability ? values[i] * scale : 0;
                        }
                        if (accumulate) {
                            out.storage().get(out.offset() + c * chunk, old, 0, n);
                            for (int i = 0; i < n; i++) {
                                values[i] += old[i];
                            }
                        }
                        out.storage().put(out.offset() + c * chunk, values, 0, n);
                    }
                });
    }

    @Override
    public void softmaxCrossEntropy(View logits, View targets, View loss, View dlogits) {
        Rows.softmaxCrossEntropy(logits, targets, loss, dlogits);
    }

    @Override
    public void sigmoidCrossEntropy(View logits, View targets, View loss, View dlogits) {
        Rows.sigmoidCrossEntropy(logits, targets, loss, dlogits);
    }

    @Override
    public void adamw(
            View parameter,
            View gradient,
            View m,
            View v,
            double learningRate,
            double beta1,
            double beta2,
            double eps,
            double decay,
            long step) {
        double firstCorrection = 1 / (1 - Math.pow(beta1, step));
        double secondCorrection = 1 / (1 - Math.pow(beta2, step));
        UpdateLoops.run(
                (state, n) -> {
                    double[] p = state[0];
                    double[] g = state[1];
                    double[] first = state[2];
                    double[] second = state[3];
                    for (int i = 0; i < n; i++) {
                        first[i] = beta1 * first[i] + (1 - beta1) * g[i];
                        second[i] = beta2 * second[i] + (1 - beta2) * g[i] * g[i];
                        double denominator = Math.sqrt(second[i] * secondCorrection) + eps;
                        p[i] -=
                                learningRate * first[i] * firstCorrection / denominator
                                        + decay * p[i];
                    }
                },
                parameter,
                gradient,
                m,
                v);
    }

    @Override
    public void sgd(
            View parameter,
            View gradient,
            View velocity,
            double learningRate,
            double momentum,
            boolean nesterov,
            double decay) {
        if (velocity == null) {
            UpdateLoops.run(
                    (state, n) -> {
                        double[] p = state[0];
                        double[] g = state[1];
                        for (int i = 0; i < n; i++) {
                            p[i] -= learningRate * g[i] + decay * p[i];
                        }
                    },
                    parameter,
                    gradient);
            return;
        }
        UpdateLoops.run(
                (state, n) -> {
                    double[] p = state[0];
                    double[] g = state[1];
                    double[] speed = state[2];
                    for (int i = 0; i < n; i++) {
                        speed[i] = momentum * speed[i] + g[i];
                        double direction = nesterov ? g[i] + momentum * speed[i] : speed[i];
                        p[i] -= learningRate * direction + decay * p[i];
                    }
                },
                parameter,
                gradient,
                velocity);
    }

    @Override
    public void lion(
            View parameter,
            View gradient,
            View m,
            double learningRate,
            double beta1,
            double beta2,
            double decay) {
        UpdateLoops.run(
                (state, n) -> {
                    double[] p = state[0];
                    double[] g = state[1];
                    double[] mean = state[2];
                    for (int i = 0; i < n; i++) {
                        double direction = Math.signum(beta1 * mean[i] + (1 - beta1) * g[i]);
                        p[i] -= learningRate * direction + decay * p[i];
                        mean[i] = beta2 * mean[i] + (1 - beta2) * g[i];
                    }
                },
                parameter,
                gradient,
                m);
    }
}
