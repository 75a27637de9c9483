package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.java.Segments;

/**
 * Elementwise arithmetic of floats at any strides, in pieces that stay in the first-level cache.
 */
final class FloatMapping {

    /** Segments that are worth another thread, where they are long. */
    private static final long GRAIN = 32;

    private FloatMapping() {}

    /** Changes {@code a[0][0..n-1]} in place, from the same elements of the other inputs. */
    @FunctionalInterface
    private interface Body {
        void run(float[][] in, int n);
    }

    static void copy(View x, View out, boolean accumulate) {
        map((in, n) -> {}, out, accumulate, x);
    }

    static void affine(View x, float scale, float shift, View out, boolean accumulate) {
        map((in, n) -> FloatLoops.affine(in[0], scale, shift, n), out, accumulate, x);
    }

    static void binary(Binary function, View a, View b, View out, boolean accumulate) {
        Body body =
                switch (function) {
                    case ADD -> (in, n) -> FloatLoops.add(in[1], in[0], n);
                    case SUBTRACT -> (in, n) -> FloatLoops.subtract(in[1], in[0], n);
                    case MULTIPLY -> (in, n) -> FloatLoops.multiply(in[1], in[0], n);
                    case DIVIDE -> (in, n) -> FloatLoops.divide(in[1], in[0], n);
                    case MAXIMUM -> (in, n) -> FloatLoops.maximum(in[1], in[0], n);
                    case MINIMUM -> (in, n) -> FloatLoops.minimum(in[1], in[0], n);
                    case GREATER -> (in, n) -> FloatLoops.greater(in[1], in[0], n);
                    case GREATER_OR_EQUAL -> (in, n) -> FloatLoops.greaterOrEqual(in[1], in[0], n);
                    case EQUAL -> (in, n) -> FloatLoops.equal(in[1], in[0], n);
                };
        map(body, out, accumulate, a, b);
    }

    static void select(View condition, View a, View b, View out, boolean accumulate) {
        map((in, n) -> FloatLoops.select(in[0], in[1], in[2], n), out, accumulate, condition, a, b);
    }

    private static void map(Body body, View out, boolean accumulate, View... inputs) {
        View[] views = new View[inputs.length + 1];
        views[0] = out;
        System.arraycopy(inputs, 0, views, 1, inputs.length);
        Segments segments = new Segments(views);
        Parallel.loop(
                segments.count(),
                Math.max(GRAIN, segments.grain()),
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    float[][] in = new float[inputs.length][];
                    for (int i = 0; i < in.length; i++) {
                        in[i] = context.stage(i);
                    }
                    float[] old = context.stage(inputs.length);
                    for (long segment = from; segment < to; segment++) {
                        int n = segments.length(segment);
                        for (int i = 0; i < in.length; i++) {
                            segments.read(i + 1, segment, in[i]);
                        }
                        body.run(in, n);
                        if (accumulate) {
                            segments.read(0, segment, old);
                            FloatLoops.add(old, in[0], n);
                        }
                        segments.write(0, segment, in[0]);
                    }
                });
    }
}
