package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_accurate;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_log;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.View;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Softmax of rows. The gradient is a Java loop, since oneDNN has only reference code for it without
 * AVX-512.
 */
final class Softmax {

    private static final int KIND = 5;
    private static final long GRAIN = 1 << 13;

    private Softmax() {}

    static void forward(View x, View out, boolean logarithm) {
        long n = x.size(1);
        Parallel.loop(
                x.size(0),
                Math.max(1, GRAIN / n),
                (from, to) ->
                        rows(
                                ThreadContext.current(),
                                to - from,
                                n,
                                logarithm,
                                x.address() + from * n * DType.FLOAT.bytes(),
                                out.address() + from * n * DType.FLOAT.bytes()));
    }

    /** On the calling thread; the addresses may be the same. */
    static void rows(
            ThreadContext context, long rows, long n, boolean logarithm, long x, long out) {
        context.primitive(
                        new PrimitiveKey(KIND, rows, n, logarithm ? 1 : 0),
                        () -> compile(rows, n, logarithm))
                .at(0, x)
                .at(1, out)
                .execute(context);
    }

    /** dx (+)= y (dy - sum of y dy), by rows. */
    static void backward(View y, View dy, View dx, boolean accumulate) {
        int n = Math.toIntExact(y.size(1));
        Parallel.loop(
                y.size(0),
                Math.max(1, GRAIN / n),
                (from, to) ->
                        backwardRows(
                                y.storage(),
                                y.offset() + from * n,
                                dy.storage(),
                                dy.offset() + from * n,
                                dx.storage(),
                                dx.offset() + from * n,
                                to - from,
                                n,
                                1,
                                accumulate));
    }

    /** On the calling thread; dx may be dy. The result is multiplied by {@code scale}. */
    static void backwardRows(
            Storage y,
            long yAt,
            Storage dy,
            long dyAt,
            Storage dx,
            long dxAt,
            long rows,
            int n,
            float scale,
            boolean accumulate) {
        int together = Math.max(1, ThreadContext.STAGE / n);
        float[] value = new float[together * n];
        float[] gradient = new float[together * n];
        float[] old = accumulate ? new float[together * n] : null;
        for (long row = 0; row < rows; row += together) {
            int count = (int) Math.min(together, rows - row);
            y.get(yAt + row * n, value, 0, count * n);
            dy.get(dyAt + row * n, gradient, 0, count * n);
            for (int i = 0; i < count; i++) {
                float dot = FloatLoops.dot(value, gradient, i * n, (i + 1) * n);
                FloatLoops.softmaxGradient(value, gradient, dot, scale, i * n, (i + 1) * n);
            }
            if (accumulate) {
                dx.get(dxAt + row * n, old, 0, count * n);
                FloatLoops.add(old, gradient, count * n);
            }
            dx.put(dxAt + row * n, gradient, 0, count * n);
        }
    }

    private static Primitive compile(long rows, long n, boolean logarithm) {
        try (Descriptors descriptors = new Descriptors()) {
            dnnl_memory_desc data = descriptors.dense(rows, n);
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.check(
                    dnnl_softmax_forward_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_forward_inference,
                            logarithm ? dnnl_softmax_log : dnnl_softmax_accurate,
                            data,
                            data,
                            1,
                            descriptors.attributes()),
                    "describe a softmax of (" + rows + ", " + n + ")");
            return new Primitive(
                    "a softmax",
                    description,
                    new Primitive.Argument(DNNL_ARG_SRC, data),
                    new Primitive.Argument(DNNL_ARG_DST, data));
        }
    }
}
