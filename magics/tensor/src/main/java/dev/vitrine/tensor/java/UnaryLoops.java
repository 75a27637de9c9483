package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Unary;
import java.util.Arrays;

/** The functions of one element, and their derivatives, over arrays. */
final class UnaryLoops {

    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;
    private static final double INV_SQRT_2_PI = 1 / Math.sqrt(2 * Math.PI);

    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    private UnaryLoops() {}

    static void apply(Unary function, double[] x, double[] y, int n) {
        switch (function) {
            case EXP -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.exp(x[i]);
                }
            }
            case LOG -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.log(x[i]);
                }
            }
            case SQRT -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.sqrt(x[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.tanh(x[i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    y[i] = sigmoid(x[i]);
                }
            }
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.max(x[i], 0);
                }
            }
            case SILU -> {
                for (int i = 0; i < n; i++) {
                    y[i] = x[i] * sigmoid(x[i]);
                }
            }
            case GELU_TANH -> {
                for (int i = 0; i < n; i++) {
                    y[i] = x[i] * sigmoid(2 * inner(x[i]));
                }
            }
            case GELU_ERF -> {
                for (int i = 0; i < n; i++) {
                    y[i] = 0.5 * x[i] * (1 + ErrorFunction.of(x[i] * SQRT_HALF));
                }
            }
            case ABS -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.abs(x[i]);
                }
            }
            case SOFTPLUS -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
                }
            }
            case ERF -> {
                for (int i = 0; i < n; i++) {
                    y[i] = ErrorFunction.of(x[i]);
                }
            }
            case SIN -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.sin(x[i]);
                }
            }
            case COS -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.cos(x[i]);
                }
            }
            case ROUND -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.rint(x[i]);
                }
            }
        }
    }

    /** dx = dy f'(x), from the value where that is enough, else from the argument. */
    static void backward(Unary function, double[] argument, double[] dy, double[] dx, int n) {
        double[] v = argument;
        switch (function) {
            case EXP -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] * v[i];
                }
            }
            case LOG -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] / v[i];
                }
            }
            case SQRT -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] * 0.5 / v[i];
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] * (1 - v[i] * v[i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] * v[i] * (1 - v[i]);
                }
            }
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = v[i] > 0 ? dy[i] : 0;
                }
            }
            case SILU -> {
                for (int i = 0; i < n; i++) {
                    double s = sigmoid(v[i]);
                    dx[i] = dy[i] * s * (1 + v[i] * (1 - s));
                }
            }
            case GELU_TANH -> {
                for (int i = 0; i < n; i++) {
                    double x = v[i];
                    double s = sigmoid(2 * inner(x));
                    double slope = 2 * SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
                    dx[i] = dy[i] * s * (1 + x * (1 - s) * slope);
                }
            }
            case GELU_ERF -> {
                for (int i = 0; i < n; i++) {
                    double x = v[i];
                    double density = INV_SQRT_2_PI * Math.exp(-0.5 * x * x);
                    dx[i] = dy[i] * (0.5 * (1 + ErrorFunction.of(x * SQRT_HALF)) + x * density);
                }
            }
            case ABS -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = v[i] == 0 ? 0 : dy[i] * Math.signum(v[i]);
                }
            }
            case SOFTPLUS -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] * sigmoid(v[i]);
                }
            }
            case ERF -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] * TWO_OVER_SQRT_PI * Math.exp(-v[i] * v[i]);
                }
            }
            case SIN -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = dy[i] * Math.cos(v[i]);
                }
            }
            case COS -> {
                for (int i = 0; i < n; i++) {
                    dx[i] = -dy[i] * Math.sin(v[i]);
                }
            }
            case ROUND -> Arrays.fill(dx, 0, n, 0);
        }
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Argument of the tanh in GELU; (1 + tanh(u)) / 2 is sigmoid(2u). */
    private static double inner(double x) {
        return SQRT_2_OVER_PI * (x + CUBIC * x * x * x);
    }
}
