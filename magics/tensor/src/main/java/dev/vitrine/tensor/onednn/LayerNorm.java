package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_backward_primitive_desc_create_v2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_forward_primitive_desc_create_v2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Layer normalisation. oneDNN keeps the variance, our contract its inverse root: {@code rstd} is
 * converted in place after the forward call, and back (with an epsilon of 0) before the backward
 * call.
 */
final class LayerNorm {

    private static final int FORWARD = 3;
    private static final int BACKWARD = 4;
    private static final long GRAIN = 1 << 14;

    /**
     * Elements of a tile of the backward call, whose results are still in the cache when they are
     * added up.
     */
    private static final long TILE = 1 << 15;

    private static final int BYTES = DType.FLOAT.bytes();

    private LayerNorm() {}

    static void forward(View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        long n = x.size(1);
        Parallel.loop(
                x.size(0),
                Math.max(1, GRAIN / n),
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    long rows = to - from;
                    Primitive primitive =
                            context.primitive(
                                    new PrimitiveKey(
                                            FORWARD,
                                            rows,
                                            n,
                                            flags(scale, bias),
                                            Double.doubleToRawLongBits(eps)),
                                    () -> compileForward(rows, n, flags(scale, bias), (float) eps));
                    primitive
                            .at(0, x.address() + BYTES * from * n)
                            .at(1, out.address() + BYTES * from * n)
                            .at(2, mean.address() + BYTES * from)
                            .at(3, rstd.address() + BYTES * from);
                    int next = 4;
                    if (scale != null) {
                        primitive.at(next++, scale.address());
                    }
                    if (bias != null) {
                        primitive.at(next, bias.address());
                    }
                    primitive.execute(context);
                    inverseRoots(
                            rstd.storage(),
                            rstd.offset() + from,
                            rows,
                            (float) eps,
                            context.stage(0));
                });
    }

    private static void inverseRoots(
            Storage storage, long at, long count, float eps, float[] stage) {
        for (long done = 0; done < count; done += stage.length) {
            int n = (int) Math.min(stage.length, count - done);
            storage.get(at + done, stage, 0, n);
            for (int i = 0; i < n; i++) {
                stage[i] = (float) (1 / Math.sqrt(stage[i] + eps));
            }
            storage.put(at + done, stage, 0, n);
        }
    }

    static void backward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        long rows = x.size(0);
        int n = Math.toIntExact(x.size(1));
        long grain = Math.max(1, GRAIN / n);
        float[][] scaleSums = new float[Parallel.parts(rows, grain)][];
        float[][] biasSums = new float[scaleSums.length][];
        long tile = Math.max(1, TILE / n);
        Parallel.loopParts(
                rows,
                grain,
                (part, from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    scaleSums[part] = new float[n];
                    biasSums[part] = new float[n];
                    float[] sums = new float[n];
                    for (long row = from; row < to; row += tile) {
                        long count = Math.min(tile, to - row);
                        tile(
                                context,
                                x,
                                scale,
                                mean,
                                rstd,
                                dy,
                                dx,
                                row,
                                count,
                                sums,
                                scaleSums[part],
                                biasSums[part]);
                    }
                });
        if (dscale != null) {
            ColumnSums.store(scaleSums, dscale);
        }
        if (dbias != null) {
            ColumnSums.store(biasSums, dbias);
        }
    }

    /** One call of oneDNN; adds its sums over rows to those of the part. */
    private static void tile(
            ThreadContext context,
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            long row,
            long count,
            float[] sums,
            float[] scaleSums,
            float[] biasSums) {
        int n = sums.length;
        boolean scaled = scale != null;
        boolean direct = dx != null && !dx.accumulate();
        Storage scratch = context.intermediate().floats(count + 2L * n + (direct ? 0 : count * n));
        long variance = scratch.pointer().address();
        long dscale = variance + BYTES * count;
        long dbias = dscale + BYTES * n;
        long gradient = direct ? dx.view().address() + BYTES * row * n : dbias + BYTES * n;
        variances(rstd.storage(), rstd.offset() + row, scratch, count, context.stage(0));
        Primitive primitive =
                context.primitive(
                        new PrimitiveKey(BACKWARD, count, n, scaled ? 1 : 0),
                        () -> compileBackward(count, n, scaled));
        primitive
                .at(0, x.address() + BYTES * row * n)
                .at(1, dy.address() + BYTES * row * n)
                .at(2, gradient)
                .at(3, mean.address() + BYTES * row)
                .at(4, variance)
                .at(5, dbias);
        if (scaled) {
            primitive.at(6, scale.address()).at(7, dscale);
        }
        primitive.execute(context);
        if (scaled) {
            scratch.get(count, sums, 0, n);
            FloatLoops.add(sums, scaleSums, n);
        }
        scratch.get(count + n, sums, 0, n);
        FloatLoops.add(sums, biasSums, n);
        if (dx != null && !direct) {
            add(
                    context,
                    scratch,
                    count + 2L * n,
                    dx.view().storage(),
                    dx.view().offset() + row * n,
                    count * n);
        }
    }

    private static void variances(Storage rstd, long at, Storage to, long count, float[] stage) {
        for (long done = 0; done < count; done += stage.length) {
            int n = (int) Math.min(stage.length, count - done);
            rstd.get(at + done, stage, 0, n);
            for (int i = 0; i < n; i++) {
                stage[i] = 1 / (stage[i] * stage[i]);
            }
            to.put(done, stage, 0, n);
        }
    }

    private static void add(
            ThreadContext context, Storage from, long at, Storage to, long toAt, long count) {
        float[] x = context.stage(0);
        float[] y = context.stage(1);
        for (long done = 0; done < count; done += ThreadContext.STAGE) {
            int n = (int) Math.min(ThreadContext.STAGE, count - done);
            from.get(at + done, x, 0, n);
            to.get(toAt + done, y, 0, n);
            FloatLoops.add(x, y, n);
            to.put(toAt + done, y, 0, n);
        }
    }

    private static int flags(View scale, View bias) {
        return (scale == null ? 0 : dnnl_use_scale) | (bias == null ? 0 : dnnl_use_shift);
    }

    private static Primitive compileForward(long rows, long n, int flags, float eps) {
        try (Descriptors descriptors = new Descriptors()) {
            dnnl_memory_desc data = descriptors.dense(rows, n);
            dnnl_memory_desc statistics = descriptors.dense(rows);
            dnnl_memory_desc vector = descriptors.dense(n);
            List<Primitive.Argument> arguments = new ArrayList<>();
            arguments.add(new Primitive.Argument(DNNL_ARG_SRC, data));
            arguments.add(new Primitive.Argument(DNNL_ARG_DST, data));
            arguments.add(new Primitive.Argument(DNNL_ARG_MEAN, statistics));
            arguments.add(new Primitive.Argument(DNNL_ARG_VARIANCE, statistics));
            if ((flags & dnnl_use_scale) != 0) {
                arguments.add(new Primitive.Argument(DNNL_ARG_SCALE, vector));
            }
            if ((flags & dnnl_use_shift) != 0) {
                arguments.add(new Primitive.Argument(DNNL_ARG_SHIFT, vector));
            }
            return new Primitive(
                    "a layer normalisation",
                    describeForward(descriptors, data, statistics, flags, eps),
                    arguments.toArray(Primitive.Argument[]::new));
        }
    }

    private static Primitive compileBackward(long rows, long n, boolean scaled) {
        // The gradient of the bias is asked for even where there is none: it costs little beside
        // reading the rows.
        int flags = dnnl_use_shift | (scaled ? dnnl_use_scale : 0);
        try (Descriptors descriptors = new Descriptors()) {
            dnnl_memory_desc data = descriptors.dense(rows, n);
            dnnl_memory_desc statistics = descriptors.dense(rows);
            dnnl_memory_desc vector = descriptors.dense(n);
            dnnl_primitive_desc hint = describeForward(descriptors, data, statistics, flags, 0);
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            try {
                OneDnn.check(
                        dnnl_layer_normalization_backward_primitive_desc_create_v2(
                                description,
                                OneDnn.engine(),
                                dnnl_backward,
                                data,
                                data,
                                data,
                                statistics,
                                dnnl_f32,
                                dnnl_f32,
                                0f,
                                flags,
                                hint,
                                descriptors.attributes()),
                        "describe the gradient of a layer normalisation of ("
                                + rows
                                + ", "
                                + n
                                + ")");
            } finally {
                dnnl_primitive_desc_destroy(hint);
            }
            List<Primitive.Argument> arguments = new ArrayList<>();
            arguments.add(new Primitive.Argument(DNNL_ARG_SRC, data));
            arguments.add(new Primitive.Argument(DNNL_ARG_DIFF_DST, data));
            arguments.add(new Primitive.Argument(DNNL_ARG_DIFF_SRC, data));
            arguments.add(new Primitive.Argument(DNNL_ARG_MEAN, statistics));
            arguments.add(new Primitive.Argument(DNNL_ARG_VARIANCE, statistics));
            arguments.add(new Primitive.Argument(DNNL_ARG_DIFF_SHIFT, vector));
            if (scaled) {
                arguments.add(new Primitive.Argument(DNNL_ARG_SCALE, vector));
                arguments.add(new Primitive.Argument(DNNL_ARG_DIFF_SCALE, vector));
            }
            return new Primitive(
                    "the gradient of a layer normalisation",
                    description,
                    arguments.toArray(Primitive.Argument[]::new));
        }
    }

    private static dnnl_primitive_desc describeForward(
            Descriptors descriptors,
            dnnl_memory_desc data,
            dnnl_memory_desc statistics,
            int flags,
            float eps) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        // The C function: flags are bits to combine, which the C++ enumeration does not allow from
        // Java.
        OneDnn.check(
                dnnl_layer_normalization_forward_primitive_desc_create_v2(
                        description,
                        OneDnn.engine(),
                        dnnl_forward_training,
                        data,
                        data,
                        statistics,
                        dnnl_f32,
                        eps,
                        flags,
                        descriptors.attributes()),
                "describe a layer normalisation");
        return description;
    }
}
