package dev.vitrine.tensor.onednn;

/**
 * Transcendental functions over arrays, from additions, multiplications, divisions, minima and
 * maxima alone, so that the JIT compiler turns each loop into SIMD code ({@link Math#tanh} takes 30
 * times as long). Errors are absolute, against double precision, over all floats.
 */
final class FloatFunctions {

    private FloatFunctions() {}

    /**
     * y = tanh(x), within 3e-7, by the odd rational function 13/6 of Eigen's {@code ptanh_float}.
     *
     * @param y may be x
     */
    static void tanh(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float v = Math.max(-7.90531110763549805f, Math.min(7.90531110763549805f, x[i]));
            float s = v * v;
            float p = -2.76076847742355e-16f;
            p = p * s + 2.00018790482477e-13f;
            p = p * s - 8.60467152213735e-11f;
            p = p * s + 5.12229709037114e-08f;
            p = p * s + 1.48572235717979e-05f;
            p = p * s + 6.37261928875436e-04f;
            p = p * s + 4.89352455891786e-03f;
            float q = 1.19825839466702e-06f;
            q = q * s + 1.18534705686654e-04f;
            q = q * s + 2.26843463243900e-03f;
            q = q * s + 4.89352518554385e-03f;
            y[i] = p * v / q;
        }
    }

    /**
     * y = 1 / (1 + exp(-x)), within 3e-7: half of tanh(x / 2), plus a half, in one loop.
     *
     * @param y may be x
     */
    static void sigmoid(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float h = 0.5f * x[i];
            float v = Math.max(-7.90531110763549805f, Math.min(7.90531110763549805f, h));
            float s = v * v;
            float p = -2.76076847742355e-16f;
            p = p * s + 2.00018790482477e-13f;
            p = p * s - 8.60467152213735e-11f;
            p = p * s + 5.12229709037114e-08f;
            p = p * s + 1.48572235717979e-05f;
            p = p * s + 6.37261928875436e-04f;
            p = p * s + 4.89352455891786e-03f;
            float q = 1.19825839466702e-06f;
            q = q * s + 1.18534705686654e-04f;
            q = q * s + 2.26843463243900e-03f;
            q = q * s + 4.89352518554385e-03f;
            y[i] = 0.5f + 0.5f * (p * v / q);
        }
    }

    /**
     * y = erf(x), within 3e-7, by the odd rational function 13/8 of Eigen's {@code
     * generic_fast_erf_float}.
     *
     * @param y may be x
     */
    static void erf(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float v = Math.max(-4f, Math.min(4f, x[i]));
            float s = v * v;
            float p = -2.72614225801306e-10f;
            p = p * s + 2.77068142495902e-08f;
            p = p * s - 2.10102402082508e-06f;
            p = p * s - 5.69250639462346e-05f;
            p = p * s - 7.34990630326855e-04f;
            p = p * s - 2.95459980854025e-03f;
            p = p * s - 1.60960333262415e-02f;
            float q = -1.45660718464996e-05f;
            q = q * s - 2.13374055278905e-04f;
            q = q * s - 1.68282697438203e-03f;
            q = q * s - 7.37332916720468e-03f;
            q = q * s - 1.42647390514189e-02f;
            y[i] = p * v / q;
        }
    }

    /**
     * y = exp(-x^2 / 2), within 2e-6.
     *
     * @param y may be x
     */
    static void gaussian(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = -0.5f * x[i] * x[i];
        }
        decay(y, y, count);
    }

    /**
     * y = exp(x) for x of at most 0, or a rounding error above, within 2e-6: a polynomial for
     * exp(z), z in [-1, 0], raised to the 32nd power by squaring. Below -32 it is exp(-32),
     * 1.3e-14.
     *
     * @param y may be x
     */
    static void decay(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float z = Math.max(-1f, x[i] * (1f / 32));
            // Interpolates exp(t - 1/2) in the Chebyshev nodes of [-1/2, 1/2]; relative error
            // 1.2e-9 before rounding.
            float t = z + 0.5f;
            float e = 1.2118172e-04f;
            e = e * t + 8.4995395e-04f;
            e = e * t + 5.0542910e-03f;
            e = e * t + 2.5270930e-02f;
            e = e * t + 1.0108845e-01f;
            e = e * t + 3.0326539e-01f;
            e = e * t + 6.0653066e-01f;
            e = e * t + 6.0653066e-01f;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            y[i] = e;
        }
    }

    /**
     * y = log(1 + x) for x from 0 to 1, within 2e-7 of itself: with s = x / (2 + x) it is 2
     * artanh(s), whose series has odd powers of at most a third.
     *
     * @param y may be x
     */
    static void log1p(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float s = x[i] / (2 + x[i]);
            float q = s * s;
            float p = 1f / 15;
            p = p * q + 1f / 13;
            p = p * q + 1f / 11;
            p = p * q + 1f / 9;
            p = p * q + 1f / 7;
            p = p * q + 1f / 5;
            p = p * q + 1f / 3;
            y[i] = 2 * s + 2 * s * q * p;
        }
    }
}
