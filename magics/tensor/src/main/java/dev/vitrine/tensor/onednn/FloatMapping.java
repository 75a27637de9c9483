package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/** Elementwise arithmetic of contiguous floats, in pieces that stay in the first-level cache. */
final class FloatMapping {

    /** Elements that are worth another thread. */
    private static final long GRAIN = 1 << 15;

    private FloatMapping() {}

    /** Changes {@code a[0..n-1]} in place; b is null where there is one input. */
    @FunctionalInterface
    private interface Body {
        void run(float[] a, float[] b, int n);
    }

    static void copy(View x, View out, boolean accumulate) {
        map((a, b, n) -> {}, x, null, out, accumulate);
    }

    static void affine(View x, float scale, float shift, View out, boolean accumulate) {
        map((a, b, n) -> FloatLoops.affine(a, scale, shift, n), x, null, out, accumulate);
    }

    static void binary(Binary function, View a, View b, View out, boolean accumulate) {
        Body body =
                switch (function) {
                    case ADD -> (x, y, n) -> FloatLoops.add(y, x, n);
                    case SUBTRACT -> (x, y, n) -> FloatLoops.subtract(y, x, n);
                    case MULTIPLY -> (x, y, n) -> FloatLoops.multiply(y, x, n);
                    case DIVIDE -> (x, y, n) -> FloatLoops.divide(y, x, n);
                };
        map(body, a, b, out, accumulate);
    }

    private static void map(Body body, View first, View second, View out, boolean accumulate) {
        Parallel.loop(
                out.length(),
                GRAIN,
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    float[] a = context.stage(0);
                    float[] b = second == null ? null : context.stage(1);
                    float[] old = context.stage(2);
                    for (long i = from; i < to; i += ThreadContext.STAGE) {
                        int n = (int) Math.min(ThreadContext.STAGE, to - i);
                        first.storage().get(first.offset() + i, a, 0, n);
                        if (second != null) {
                            second.storage().get(second.offset() + i, b, 0, n);
                        }
                        body.run(a, b, n);
                        if (accumulate) {
                            out.storage().get(out.offset() + i, old, 0, n);
                            FloatLoops.add(old, a, n);
                        }
                        out.storage().put(out.offset() + i, a, 0, n);
                    }
                });
    }
}
