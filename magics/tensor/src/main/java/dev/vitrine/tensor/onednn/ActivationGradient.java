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
                (part, from, to) -> {
                    for (int column = 0; column < n; column += ThreadContext.STAGE) {
                        int columns = Math.min(ThreadContext.STAGE, n - column);
                        columns(function, x, dy, dpre, from, to, column, columns, sums[part]);
                    }
                });
        if (dbias != null) {
            ColumnSums.store(sums, dbias);
        }
    }

    /** Some columns of some rows; several rows at a time where those are short. */
    private static void columns(
            Unary function,
            View x,
            View dy,
            View dpre,
            long from,
            long to,
            int column,
            int columns,
            float[] sums) {
        ThreadContext context = ThreadContext.current();
        float[] argument = context.stage(0);
        float[] gradient = context.stage(1);
        int n = sums.length;
        int together = columns < n ? 1 : ThreadContext.STAGE / n;
        for (long row = from; row < to; row += together) {
            int rows = (int) Math.min(together, to - row);
            long at = row * n + column;
            int count = rows * columns;
            x.storage().get(x.offset() + at, argument, 0, count);
            dy.storage().get(dy.offset() + at, gradient, 0, count);
            Activations.backward(
                    function, argument, gradient, context.stage(2), context.stage(3), count);
            dpre.storage().put(dpre.offset() + at, gradient, 0, count);
            for (int i = 0; i < rows; i++) {
                FloatLoops.addInto(gradient, i * columns, sums, column, columns);
            }
        }
    }
}
