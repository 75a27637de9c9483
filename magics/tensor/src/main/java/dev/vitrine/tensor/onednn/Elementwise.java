package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_exp;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_log;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_swish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Functions of one element and their gradients, contiguous. */
final class Elementwise {

    private static final int KIND = 1;

    /** Elements that are worth another thread. */
    private static final long GRAIN = 1 << 14;

    /** Elements of one oneDNN call; few lengths mean few primitives. */
    private static final int BLOCK = 1 << 14;

    private Elementwise() {}

    /** Whether a function is written here; sines and rounding are rare, and left to Java's. */
    static boolean has(Unary function) {
        return function != Unary.SIN && function != Unary.COS && function != Unary.ROUND;
    }

    static void forward(Unary function, View x, View out) {
        Parallel.loop(
                x.length(),
                GRAIN,
                (from, to) ->
                        forward(
                                function,
                                x.storage(),
                                x.offset() + from,
                                out.storage(),
                                out.offset() + from,
                                to - from,
                                ThreadContext.current()));
    }

    /** On the calling thread; y may be x. */
    static void forward(
            Unary function,
            Storage x,
            long xAt,
            Storage y,
            long yAt,
            long count,
            ThreadContext context) {
        if (!Activations.hasForward(function)) {
            for (long done = 0; done < count; done += BLOCK) {
                int n = (int) Math.min(BLOCK, count - done);
                primitive(function, n, context)
                        .at(0, address(x, xAt + done))
                        .at(1, address(y, yAt + done))
                        .execute(context);
            }
            return;
        }
        float[] in = context.stage(0);
        float[] value = context.stage(1);
        float[] work = context.stage(2);
        for (long done = 0; done < count; done += ThreadContext.STAGE) {
            int n = (int) Math.min(ThreadContext.STAGE, count - done);
            x.get(xAt + done, in, 0, n);
            Activations.forward(function, in, value, work, n);
            y.put(yAt + done, value, 0, n);
        }
    }

    /**
     * dx (+)= dy f'(x).
     *
     * @param x value of the function where {@link Unary#derivativeFromValue}, else its argument
     */
    static void backward(Unary function, View x, View dy, View dx, boolean accumulate) {
        Parallel.loop(
                x.length(),
                GRAIN,
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    float[] argument = context.stage(0);
                    float[] gradient = context.stage(1);
                    float[] old = context.stage(2);
                    for (long i = from; i < to; i += ThreadContext.STAGE) {
                        int n = (int) Math.min(ThreadContext.STAGE, to - i);
                        x.storage().get(x.offset() + i, argument, 0, n);
                        dy.storage().get(dy.offset() + i, gradient, 0, n);
                        Activations.backward(
                                function,
                                argument,
                                gradient,
                                context.stage(3),
                                context.stage(4),
                                n);
                        if (accumulate) {
                            dx.storage().get(dx.offset() + i, old, 0, n);
                            FloatLoops.add(old, gradient, n);
                        }
                        dx.storage().put(dx.offset() + i, gradient, 0, n);
                    }
                });
    }

    private static Primitive primitive(Unary function, int count, ThreadContext context) {
        return context.primitive(
                new PrimitiveKey(KIND, function.ordinal(), count), () -> compile(function, count));
    }

    private static Primitive compile(Unary function, int count) {
        int algorithm =
                switch (function) {
                    case EXP -> dnnl_eltwise_exp;
                    case LOG -> dnnl_eltwise_log;
                    case SIGMOID -> dnnl_eltwise_logistic;
                    case SILU -> dnnl_eltwise_swish;
                    case GELU_ERF -> dnnl_eltwise_gelu_erf;
                    default -> throw new IllegalArgumentException("no primitive for " + function);
                };
        float alpha = function == Unary.SILU ? 1 : 0;
        try (Descriptors descriptors = new Descriptors()) {
            dnnl_memory_desc data = descriptors.dense(count);
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.check(
                    dnnl_eltwise_forward_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            dnnl_forward_inference,
                            algorithm,
                            data,
                            data,
                            alpha,
                            0,
                            descriptors.attributes()),
                    "describe " + function + " of " + count + " elements");
            return new Primitive(
                    function.name(),
                    description,
                    new Primitive.Argument(DNNL_ARG_SRC, data),
                    new Primitive.Argument(DNNL_ARG_DST, data));
        }
    }

    private static long address(Storage storage, long index) {
        return storage.pointer().address() + index * DType.FLOAT.bytes();
    }
}
