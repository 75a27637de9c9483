package dev.vitrine.tensor.onednn;

/** Arithmetic over arrays; one loop to a method, so that the JIT compiler vectorises it. */
final class FloatLoops {

    private FloatLoops() {}

    /** y += x. */
    static void add(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += x[i];
        }
    }

    /** y -= x. */
    static void subtract(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] -= x[i];
        }
    }

    /** y *= x. */
    static void multiply(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] *= x[i];
        }
    }

    /** y /= x. */
    static void divide(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] /= x[i];
        }
    }

    /** y = max(y, x). */
    static void maximum(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = Math.max(y[i], x[i]);
        }
    }

    /** y = min(y, x). */
    static void minimum(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = Math.min(y[i], x[i]);
        }
    }

    /** y = 1 where y > x, else 0. */
    static void greater(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = y[i] > x[i] ? 1 : 0;
        }
    }

    /** y = 1 where y >= x, else 0. */
    static void greaterOrEqual(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = y[i] >= x[i] ? 1 : 0;
        }
    }

    /** y = 1 where y = x, else 0. */
    static void equal(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = y[i] == x[i] ? 1 : 0;
        }
    }

    /** y = a where y is not 0, else b. */
    static void select(float[] y, float[] a, float[] b, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = y[i] != 0 ? a[i] : b[i];
        }
    }

    /** y = y scale + shift. */
    static void affine(float[] y, float scale, float shift, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = y[i] * scale + shift;
        }
    }

    /** sums[at + i] += x[i]. */
    static void addInto(float[] x, int from, float[] sums, int at, int count) {
        for (int i = 0; i < count; i++) {
            sums[at + i] += x[from + i];
        }
    }

    /** Sum of x y over a range; eight partial sums, which hide the latency of the additions. */
    static float dot(float[] x, float[] y, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
            s4 += x[i + 4] * y[i + 4];
            s5 += x[i + 5] * y[i + 5];
            s6 += x[i + 6] * y[i + 6];
            s7 += x[i + 7] * y[i + 7];
        }
        for (; i < to; i++) {
            s0 += x[i] * y[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Largest of a range; minus infinity if it is empty. */
    static float max(float[] x, int from, int to) {
        float m0 = Float.NEGATIVE_INFINITY;
        float m1 = m0;
        float m2 = m0;
        float m3 = m0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            m0 = Math.max(m0, x[i]);
            m1 = Math.max(m1, x[i + 1]);
            m2 = Math.max(m2, x[i + 2]);
            m3 = Math.max(m3, x[i + 3]);
        }
        for (; i < to; i++) {
            m0 = Math.max(m0, x[i]);
        }
        return Math.max(Math.max(m0, m1), Math.max(m2, m3));
    }

    /** Sum of a range; eight partial sums, which hide the latency of the additions. */
    static float sum(float[] x, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
            s4 += x[i + 4];
            s5 += x[i + 5];
            s6 += x[i + 6];
            s7 += x[i + 7];
        }
        for (; i < to; i++) {
            s0 += x[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** x -= number, over a range. */
    static void subtract(float[] x, float number, int from, int to) {
        for (int i = from; i < to; i++) {
            x[i] -= number;
        }
    }

    /** x *= number, over a range. */
    static void scale(float[] x, float number, int from, int to) {
        for (int i = from; i < to; i++) {
            x[i] *= number;
        }
    }

    /**
     * dy = y (dy - dot) scale: the gradient of softmax over one row, where dot is the sum of y dy.
     */
    static void softmaxGradient(float[] y, float[] dy, float dot, float scale, int from, int to) {
        for (int i = from; i < to; i++) {
            dy[i] = y[i] * (dy[i] - dot) * scale;
        }
    }
}
