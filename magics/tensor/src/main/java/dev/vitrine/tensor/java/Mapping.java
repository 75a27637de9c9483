package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/** Applies a function to corresponding elements of views of one shape. */
final class Mapping {

    /** Computes {@code out[0..n-1]} from the same elements of the inputs. */
    @FunctionalInterface
    interface Body {
        void run(double[][] in, double[] out, int n);
    }

    private Mapping() {}

    static void map(Body body, View out, boolean accumulate, View... inputs) {
        View[] views = new View[inputs.length + 1];
        views[0] = out;
        System.arraycopy(inputs, 0, views, 1, inputs.length);
        Segments segments = new Segments(views);
        Parallel.loop(
                segments.count(),
                segments.grain(),
                (from, to) -> {
                    double[][] in = new double[inputs.length][segments.longest()];
                    double[] result = new double[segments.longest()];
                    double[] old = accumulate ? new double[segments.longest()] : null;
                    for (long segment = from; segment < to; segment++) {
                        int n = segments.length(segment);
                        for (int i = 0; i < in.length; i++) {
                            segments.read(i + 1, segment, in[i]);
                        }
                        body.run(in, result, n);
                        if (accumulate) {
                            segments.read(0, segment, old);
                            for (int i = 0; i < n; i++) {
                                result[i] += old[i];
                            }
                        }
                        segments.write(0, segment, result);
                    }
                });
    }
}
