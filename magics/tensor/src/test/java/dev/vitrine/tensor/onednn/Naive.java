package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import java.util.Random;

/** The primitives as their formulas read, in double precision and one element at a time. */
final class Naive {

    private Naive() {}

    static View random(long seed, long... shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        Random random = new Random(seed);
        Storage storage = Storage.allocate(DType.FLOAT, Math.max(1, length));
        for (long i = 0; i < length; i++) {
            storage.put(i, random.nextGaussian());
        }
        return View.of(storage, 0, shape);
    }

    static View copy(View view) {
        View result = random(0, view.shape());
        double[] values = values(view);
        for (int i = 0; i < values.length; i++) {
            result.storage().put(i, values[i]);
        }
        return result;
    }

    /** Elements in row-major order, whatever the strides. */
    static double[] values(View view) {
        double[] values = new double[(int) view.length()];
        for (int i = 0; i < values.length; i++) {
            long rest = i;
            long at = view.offset();
            for (int axis = view.rank() - 1; axis >= 0; axis--) {
                at += rest % view.size(axis) * view.stride(axis);
                rest /= view.size(axis);
            }
            values[i] = view.storage().get(at);
        }
        return values;
    }

    static double get(View view, long... index) {
        long at = view.offset();
        for (int axis = 0; axis < index.length; axis++) {
            at += (view.size(axis) == 1 ? 0 : index[axis]) * view.stride(axis);
        }
        return view.storage().get(at);
    }

    static double function(Unary function, double x) {
        return switch (function) {
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.sqrt(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case RELU -> Math.max(0, x);
            case SILU -> x / (1 + Math.exp(-x));
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case GELU_ERF -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case ABS -> Math.abs(x);
            case SOFTPLUS -> Math.log(1 + Math.exp(x));
            case ERF -> erf(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case ROUND -> Math.rint(x);
        };
    }

    /** Central difference, good to about 1e-9. */
    static double derivative(Unary function, double x) {
        double h = 1e-4;
        return (8 * (function(function, x + h) - function(function, x - h))
                        - (function(function, x + 2 * h) - function(function, x - 2 * h)))
                / (12 * h);
    }

    /** By its Taylor series, or beyond 2, where that cancels, by the continued fraction of erfc. */
    static double erf(double x) {
        double size = Math.abs(x);
        if (size > 2) {
            double fraction = 0;
            for (int n = 100; n > 0; n--) {
                fraction = n / 2.0 / (size + fraction);
            }
            return Math.signum(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (size + fraction));
        }
        double sum = 0;
        double term = x;
        for (int n = 0; n < 60; n++) {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    /** op(a) op(b) + bias, activation applied, for operands with up to two batch axes. */
    static double[] matmul(
            View a, boolean ta, View b, boolean tb, View bias, Activation activation) {
        View left = a.padRank(4);
        View right = b.padRank(4);
        long b0 = Math.max(left.size(0), right.size(0));
        long b1 = Math.max(left.size(1), right.size(1));
        long m = left.size(ta ? 3 : 2);
        long k = left.size(ta ? 2 : 3);
        long n = right.size(tb ? 2 : 3);
        double[] result = new double[(int) (b0 * b1 * m * n)];
        int at = 0;
        for (long x = 0; x < b0; x++) {
            for (long y = 0; y < b1; y++) {
                for (long i = 0; i < m; i++) {
                    for (long j = 0; j < n; j++) {
                        double sum = bias == null ? 0 : get(bias, j);
                        for (long p = 0; p < k; p++) {
                            sum +=
                                    (ta ? get(left, x, y, p, i) : get(left, x, y, i, p))
                                            * (tb
                                                    ? get(right, x, y, j, p)
                                                    : get(right, x, y, p, j));
                        }
                        result[at++] =
                                activation == Activation.NONE
                                        ? sum
                                        : function(activation.function(), sum);
                    }
                }
            }
        }
        return result;
    }

    static double[] softmax(double[] x, int n) {
        double[] y = x.clone();
        for (int row = 0; row < x.length; row += n) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                max = Math.max(max, x[row + i]);
            }
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[row + i] = Math.exp(x[row + i] - max);
            }
            for (int i = 0; i < n; i++) {
                y[row + i] /= sum;
            }
        }
        return y;
    }
}
