package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/**
 * Optimizer steps on floats: a parameter, its gradient and its state pass through the first-level
 * cache once.
 */
final class FloatUpdates {

    /** Elements that are worth another thread. */
    private static final long GRAIN = 1 << 14;

    /** Index of the gradient among the views; it is only read. */
    private static final int GRADIENT = 1;

    /** Changes {@code state[view][0..n-1]} in place. */
    @FunctionalInterface
    private interface Body {
        void run(float[][] state, int n);
    }

    private FloatUpdates() {}

    private static void run(Body body, View... views) {
        Parallel.loop(
                views[0].length(),
                GRAIN,
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    float[][] state = new float[views.length][];
                    for (int k = 0; k < state.length; k++) {
                        state[k] = context.stage(k);
                    }
                    for (long i = from; i < to; i += ThreadContext.STAGE) {
                        int n = (int) Math.min(ThreadContext.STAGE, to - i);
                        for (int k = 0; k < state.length; k++) {
                            views[k].storage().get(views[k].offset() + i, state[k], 0, n);
                        }
                        body.run(state, n);
                        for (int k = 0; k < state.length; k++) {
                            if (k != GRADIENT) {
                                views[k].storage().put(views[k].offset() + i, state[k], 0, n);
                            }
                        }
                    }
                });
    }

    /** See {@link dev.vitrine.tensor.Kernels#adamw}. */
    static void adamw(
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
        float rate = (float) (learningRate / (1 - Math.pow(beta1, step)));
        float correction = (float) (1 / (1 - Math.pow(beta2, step)));
        run(
                (state, n) -> {
                    moments(state[1], state[2], state[3], (float) beta1, (float) beta2, n);
                    adamw(
                            state[0],
                            state[2],
                            state[3],
                            rate,
                            correction,
                            (float) eps,
                            (float) decay,
                            n);
                },
                parameter,
                gradient,
                m,
                v);
    }

    private static void moments(float[] g, float[] m, float[] v, float beta1, float beta2, int n) {
        float rest1 = 1 - beta1;
        float rest2 = 1 - beta2;
        for (int i = 0; i < n; i++) {
            m[i] = beta1 * m[i] + rest1 * g[i];
            v[i] = beta2 * v[i] + rest2 * g[i] * g[i];
        }
    }

    private static void adamw(
            float[] p,
            float[] m,
            float[] v,
            float rate,
            float correction,
            float eps,
            float decay,
            int n) {
        for (int i = 0; i < n; i++) {
            float denominator = (float) Math.sqrt(v[i] * correction) + eps;
            p[i] -= rate * m[i] / denominator + decay * p[i];
        }
    }

    /** See {@link dev.vitrine.tensor.Kernels#sgd}. */
    static void sgd(
            View parameter,
            View gradient,
            View velocity,
            double learningRate,
            double momentum,
            boolean nesterov,
            double decay) {
        float rate = (float) learningRate;
        if (velocity == null) {
            run(
                    (state, n) -> descend(state[0], state[1], rate, (float) decay, n),
                    parameter,
                    gradient);
            return;
        }
        run(
                (state, n) -> {
                    float[] g = state[1];
                    float[] speed = state[2];
                    accelerate(speed, g, (float) momentum, n);
                    if (nesterov) {
                        lookAhead(g, speed, (float) momentum, n);
                    }
                    descend(state[0], nesterov ? g : speed, rate, (float) decay, n);
                },
                parameter,
                gradient,
                velocity);
    }

    private static void accelerate(float[] speed, float[] g, float momentum, int n) {
        for (int i = 0; i < n; i++) {
            speed[i] = momentum * speed[i] + g[i];
        }
    }

    /** The stage of the gradient is only a copy, so it may be overwritten. */
    private static void lookAhead(float[] g, float[] speed, float momentum, int n) {
        for (int i = 0; i < n; i++) {
            g[i] += momentum * speed[i];
        }
    }

    private static void descend(float[] p, float[] direction, float rate, float decay, int n) {
        for (int i = 0; i < n; i++) {
            p[i] -= rate * direction[i] + decay * p[i];
        }
    }

    /** See {@link dev.vitrine.tensor.Kernels#lion}. */
    static void lion(
            View parameter,
            View gradient,
            View m,
            double learningRate,
            double beta1,
            double beta2,
            double decay) {
        float rate = (float) learningRate;
        float shrink = (float) decay;
        float keep1 = (float) beta1;
        float rest1 = 1 - keep1;
        float keep2 = (float) beta2;
        float rest2 = 1 - keep2;
        run(
                (state, n) -> {
                    float[] p = state[0];
                    float[] g = state[1];
                    float[] mean = state[2];
                    for (int i = 0; i < n; i++) {
                        float direction = Math.signum(keep1 * mean[i] + rest1 * g[i]);
                        p[i] -= rate * direction + shrink * p[i];
                        mean[i] = keep2 * mean[i] + rest2 * g[i];
                    }
                },
                parameter,
                gradient,
                m);
    }
}
