package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;

/**
 * Gradient through an activation, with the column sums that are the gradient of the bias, in one
 * pass over memory.
 */
final class ActivationGradient {

    private static final long GRAIN = 1 << 14;

    private ActivationGradient() {}

    /**
     * dpre = dy f'(x), all (rows, n); dbias (+)= column sums of dpre, unless null.
     *
     * @param x value of the activation where {@link Unary#derivativeFromValue}, else its argument
     */
    static void run(Unary function, View x, View dy, View dpre, Target dbias) {
        long rows = dy.size(0);
        int n = Math.toIntExact(dy.size(1));
        long grain = Math.max(1, GRAIN / n);
        float[][] sums = new float[Parallel.parts(rows, grain)][n];
        Parallel.loopParts(
                rows,
                grain,
                (part, from, to) -> elements(function, x, dy, dpre, from * n, to * n, sums[part]));
        if (dbias != null) {
            ColumnSums.store(sums, dbias);
        }
    }

    /** Elements from a start of a row on; stages need not end with a row. */
    private static void elements(
            Unary function, View x, View dy, View dpre, long from, long to, float[] sums) {
        ThreadContext context = ThreadContext.current();
        float[] argument = context.stage(0);
        float[] gradient = context.stage(1);
        int column = 0;
        for (long i = from; i < to; i += ThreadContext.STAGE) {
            int count = (int) Math.min(ThreadContext.STAGE, to - i);
            x.storage().get(x.offset() + i, argument, 0, count);
            dy.storage().get(dy.offset() + i, gradient, 0, count);
            Activations.backward(
                    function, argument, gradient, context.stage(2), context.stage(3), count);
            dpre.storage().put(dpre.offset() + i, gradient, 0, count);
            for (int done = 0; done < count; ) {
                int run = Math.min(count - done, sums.length - column);
                FloatLoops.addInto(gradient, done, sums, column, run);
                done += run;
                column = (column + run) % sums.length;
            }
        }
    }
}
