package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Unary;

/**
 * Elementwise functions and their derivatives over arrays of at most {@link ThreadContext#STAGE}
 * elements.
 */
final class Activations {

    private static final boolean AVX512 = OneDnn.hasAvx512();
    private static final float SQRT_HALF = 0.70710678f;
    private static final float SQRT_2 = 1.41421356f;
    private static final float TWO_OVER_SQRT_PI = 1.12837917f;
    private static final float SQRT_2_OVER_PI = 0.79788456f;
    private static final float INVERSE_SQRT_2_PI = 0.39894228f;

    /** Coefficient of the cube in {@link Unary#GELU_TANH}. */
    private static final float CUBIC = 0.044715f;

    private Activations() {}

    /** Whether {@link #forward} is written for this function; the others are oneDNN's. */
    static boolean hasForward(Unary function) {
        return switch (function) {
            // With AVX-512 oneDNN's takes 0.6 of the time; without, only its tanh form was
            // measured.
            case GELU_ERF -> !AVX512;
            // oneDNN's softplus is off by 6e-7 everywhere, a hundredth of itself at -10.
            case TANH, GELU_TANH, RELU, SQRT, ABS, ERF, SOFTPLUS -> true;
            case EXP, LOG, SIGMOID, SILU, SIN, COS, ROUND -> false;
        };
    }

    /**
     * y = f(x).
     *
     * @param work overwritten
     */
    static void forward(Unary function, float[] x, float[] y, float[] work, int count) {
        switch (function) {
            case TANH -> FloatFunctions.tanh(x, y, count);
            case GELU_TANH -> {
                cubic(x, work, count);
                FloatFunctions.tanh(work, work, count);
                gate(x, work, y, count);
            }
            case GELU_ERF -> {
                scale(x, SQRT_HALF, work, count);
                FloatFunctions.erf(work, work, count);
                gate(x, work, y, count);
            }
            case RELU -> relu(x, y, count);
            case SQRT -> sqrt(x, y, count);
            case ABS -> abs(x, y, count);
            case ERF -> FloatFunctions.erf(x, y, count);
            case SOFTPLUS -> {
                minusAbs(x, work, count);
                FloatFunctions.decay(work, work, count);
                FloatFunctions.log1p(work, work, count);
                relu(x, y, count);
                FloatLoops.add(work, y, count);
            }
            default -> throw new IllegalArgumentException("no array loop for " + function);
        }
    }

    /**
     * dy = dy f'(x).
     *
     * @param x the value of the function where {@link Unary#derivativeFromValue}, else its argument
     * @param work overwritten
     * @param work2 overwritten
     */
    static void backward(
            Unary function, float[] x, float[] dy, float[] work, float[] work2, int count) {
        switch (function) {
            case EXP -> FloatLoops.multiply(x, dy, count);
            case LOG -> FloatLoops.divide(x, dy, count);
            case SQRT -> sqrtBackward(x, dy, count);
            case TANH -> tanhBackward(x, dy, count);
            case SIGMOID -> sigmoidBackward(x, dy, count);
            case RELU -> reluBackward(x, dy, count);
            case SILU -> {
                FloatFunctions.sigmoid(x, work, count);
                siluBackward(x, work, dy, count);
            }
            case GELU_TANH -> {
                cubic(x, work, count);
                FloatFunctions.tanh(work, work, count);
                geluTanhBackward(x, work, dy, count);
            }
            case GELU_ERF -> geluErfBackward(x, dy, work, work2, count);
            case ABS -> absBackward(x, dy, count);
            case SOFTPLUS -> {
                FloatFunctions.sigmoid(x, work, count);
                FloatLoops.multiply(work, dy, count);
            }
            case ERF -> {
                scale(x, SQRT_2, work, count);
                FloatFunctions.gaussian(work, work, count);
                scale(work, TWO_OVER_SQRT_PI, work, count);
                FloatLoops.multiply(work, dy, count);
            }
            case SIN, COS, ROUND ->
                    throw new IllegalArgumentException("no array loop for " + function);
        }
    }

    // One loop to a method: the JIT compiler vectorises these, and not loops among other code.

    private static void cubic(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float v = x[i];
            y[i] = SQRT_2_OVER_PI * (v + CUBIC * v * v * v);
        }
    }

    private static void minusAbs(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = -Math.abs(x[i]);
        }
    }

    private static void scale(float[] x, float factor, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = factor * x[i];
        }
    }

    private static void gate(float[] x, float[] t, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = 0.5f * x[i] * (1 + t[i]);
        }
    }

    private static void relu(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = Math.max(0f, x[i]);
        }
    }

    private static void sqrt(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = (float) Math.sqrt(x[i]);
        }
    }

    private static void abs(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = Math.abs(x[i]);
        }
    }

    private static void absBackward(float[] x, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            dy[i] = x[i] == 0 ? 0 : dy[i] * Math.signum(x[i]);
        }
    }

    private static void sqrtBackward(float[] y, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            dy[i] *= 0.5f / y[i];
        }
    }

    private static void tanhBackward(float[] t, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            dy[i] *= 1 - t[i] * t[i];
        }
    }

    private static void sigmoidBackward(float[] s, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            dy[i] *= s[i] * (1 - s[i]);
        }
    }

    private static void siluBackward(float[] x, float[] s, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            dy[i] *= s[i] * (1 + x[i] * (1 - s[i]));
        }
    }

    private static void geluTanhBackward(float[] x, float[] t, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            float v = x[i];
            float slope = SQRT_2_OVER_PI * (1 + 3 * CUBIC * v * v);
            dy[i] *= 0.5f * (1 + t[i]) + 0.5f * v * (1 - t[i] * t[i]) * slope;
        }
    }

    private static void geluErfBackward(
            float[] x, float[] dy, float[] erf, float[] density, int count) {
        FloatFunctions.gaussian(x, density, count);
        scale(x, SQRT_HALF, erf, count);
        FloatFunctions.erf(erf, erf, count);
        geluErfSlope(x, erf, density, dy, count);
    }

    private static void geluErfSlope(
            float[] x, float[] erf, float[] density, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            dy[i] *= 0.5f * (1 + erf[i]) + INVERSE_SQRT_2_PI * x[i] * density[i];
        }
    }

    /**
     * Without a comparison, which would become a branch that no processor predicts: the two factors
     * take even the smallest positive y beyond 1.
     */
    private static void reluBackward(float[] y, float[] dy, int count) {
        for (int i = 0; i < count; i++) {
            dy[i] *= Math.min(1f, Math.max(0f, y[i]) * 1e38f * 1e10f);
        }
    }
}
