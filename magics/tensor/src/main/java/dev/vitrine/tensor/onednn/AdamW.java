package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/** One step of AdamW: parameter, gradient and both moments pass through the cache once. */
final class AdamW {

    /** Elements that are worth another thread. */
    private static final long GRAIN = 1 << 14;

    private AdamW() {}

    /** See {@link dev.vitrine.tensor.Kernels#adamw}. */
    static void step(
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
        Parallel.loop(
                parameter.length(),
                GRAIN,
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    float[] p = context.stage(0);
                    float[] g = context.stage(1);
                    float[] first = context.stage(2);
                    float[] second = context.stage(3);
                    for (long i = from; i < to; i += ThreadContext.STAGE) {
                        int n = (int) Math.min(ThreadContext.STAGE, to - i);
                        parameter.storage().get(parameter.offset() + i, p, 0, n);
                        gradient.storage().get(gradient.offset() + i, g, 0, n);
                        m.storage().get(m.offset() + i, first, 0, n);
                        v.storage().get(v.offset() + i, second, 0, n);
                        moments(g, first, second, (float) beta1, (float) beta2, n);
                        update(p, first, second, rate, correction, (float) eps, (float) decay, n);
                        parameter.storage().put(parameter.offset() + i, p, 0, n);
                        m.storage().put(m.offset() + i, first, 0, n);
                        v.storage().put(v.offset() + i, second, 0, n);
                    }
                });
    }

    private static void moments(float[] g, float[] m, float[] v, float beta1, float beta2, int n) {
        float rest1 = 1 - beta1;
        float rest2 = 1 - beta2;
        for (int i = 0; i < n; i++) {
            m[i] = beta1 * m[i] + rest1 * g[i];
            v[i] = beta2 * v[i] + rest2 * g[i] * g[i];
        }
    }

    private static void update(
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
}
