package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/**
 * Walks through a parameter, its gradient and its state together and writes back all but the
 * gradient.
 */
final class UpdateLoops {

    private static final int CHUNK = 1024;

    /** Index of the gradient among the views. */
    private static final int GRADIENT = 1;

    /** Changes {@code state[view][0..n-1]} in place. */
    @FunctionalInterface
    interface Body {
        void run(double[][] state, int n);
    }

    private UpdateLoops() {}

    static void run(Body body, View... views) {
        long length = views[0].length();
        Parallel.loop(
                (length + CHUNK - 1) / CHUNK,
                8,
                (from, to) -> {
                    double[][] state = new double[views.length][(int) Math.min(CHUNK, length)];
                    for (long c = from; c < to; c++) {
                        int n = (int) Math.min(CHUNK, length - c * CHUNK);
                        for (int i = 0; i < views.length; i++) {
                            views[i].storage().get(views[i].offset() + c * CHUNK, state[i], 0, n);
                        }
                        body.run(state, n);
                        for (int i = 0; i < views.length; i++) {
                            if (i != GRADIENT) {
                                views[i].storage()
                                        .put(views[i].offset() + c * CHUNK, state[i], 0, n);
                            }
                        }
                    }
                });
    }
}
