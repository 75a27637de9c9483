package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Matrix products with bias and activation. Threads share the batch, else the rows, else the
 * columns; the inner axis is never split, so no partial sums are added across threads.
 */
final class Matmul {

    /** Floating-point operations worth another thread: about 10 microseconds of one. */
    private static final double GRAIN = 1e6;

    /**
     * Bytes of output that are computed before the activation passes over them, while they are
     * still in the cache.
     */
    private static final long TILE = 256 << 10;

    private static final int BYTES = DType.FLOAT.bytes();

    private final MatmulShape shape;
    private final long a;
    private final long b;
    private final View bias;
    private final boolean accumulate;
    private final Activation activation;
    private final View before;
    private final View out;

    private Matmul(
            MatmulShape shape,
            View a,
            View b,
            View bias,
            Activation activation,
            View before,
            View out,
            boolean accumulate) {
        this.shape = shape;
        this.a = a.address();
        this.b = b.address();
        this.bias = bias;
        this.activation = activation;
        this.before = before == null ? out : before;
        this.out = out;
        this.accumulate = accumulate;
    }

    /** See {@link dev.vitrine.tensor.Kernels#matmul}. */
    static void run(
            View a,
            boolean transposeA,
            View b,
            boolean transposeB,
            View bias,
            Activation activation,
            View preActivation,
            View out,
            boolean accumulate) {
        MatmulShape shape = MatmulShape.of(a, transposeA, b, transposeB, out);
        new Matmul(shape, a, b, bias, activation, preActivation, out, accumulate).run();
    }

    private void run() {
        int threads = (int) Math.max(1, Math.min(Parallel.threads(), shape.flops() / GRAIN));
        long[] batch = shape.batch();
        if (batch.length > 0 && (batch[0] >= threads || shape.m() < threads)) {
            split(batch[0], threads, this::batches);
        } else if (batch.length > 0) {
            split(shape.m(), threads, this::rowsOfBatches);
        } else if (shape.m() >= 8L * threads || shape.m() >= shape.n()) {
            split(shape.m(), threads, this::rows);
        } else {
            split(shape.n(), threads, this::columns);
        }
    }

    private static void split(long length, int parts, Parallel.Body body) {
        Parallel.loop(length, Math.max(1, length / parts), body);
    }

    /**
     * Rows {@code from} to {@code to} of the only product, in tiles where something else passes
     * over them too.
     */
    private void rows(long from, long to) {
        ThreadContext context = ThreadContext.current();
        boolean passes = activation != Activation.NONE || bias != null;
        long tile = passes ? Math.max(16, TILE / BYTES / shape.n()) : to - from;
        for (long row = from; row < to; row += tile) {
            long count = Math.min(tile, to - row);
            product(context, 0, 0, row, count, 0, shape.n());
            if (activation != Activation.NONE) {
                activate(context, row * shape.n(), count * shape.n());
            }
        }
    }

    private void columns(long from, long to) {
        ThreadContext context = ThreadContext.current();
        product(context, 0, 0, 0, shape.m(), from, to - from);
        if (activation != Activation.NONE) {
            for (long row = 0; row < shape.m(); row++) {
                activate(context, row * shape.n() + from, to - from);
            }
        }
    }

    private void batches(long from, long to) {
        ThreadContext context = ThreadContext.current();
        product(context, from, to - from, 0, shape.m(), 0, shape.n());
        if (activation != Activation.NONE) {
            long one = out.length() / shape.batch()[0];
            activate(context, from * one, (to - from) * one);
        }
    }

    private void rowsOfBatches(long from, long to) {
        ThreadContext context = ThreadContext.current();
        product(context, 0, shape.batch()[0], from, to - from, 0, shape.n());
        if (activation != Activation.NONE) {
            long matrices = out.length() / (shape.m() * shape.n());
            for (long matrix = 0; matrix < matrices; matrix++) {
                activate(context, (matrix * shape.m() + from) * shape.n(), (to - from) * shape.n());
            }
        }
    }

    /** Computes a range of the first batch axis, of rows and of columns. */
    private void product(
            ThreadContext context,
            long first,
            long batches,
            long row,
            long rows,
            long column,
            long columns) {
        if (Gemm.suits(shape) && !(accumulate && bias != null)) {
            gemm(context, row, rows, column, columns);
        } else {
            primitive(context, first, batches, row, rows, column, columns);
        }
    }

    /**
     * The bias goes first, as what the product is added to: rows of it are cheap to write into the
     * cache.
     */
    private void gemm(ThreadContext context, long row, long rows, long column, long columns) {
        if (bias != null) {
            Gemm.fillRows(bias, before, row, rows, shape.c()[0], column, columns);
        }
        Gemm.run(
                context,
                shape,
                a + BYTES * row * shape.a()[0],
                b + BYTES * column * shape.b()[1],
                before.address() + BYTES * (row * shape.c()[0] + column),
                rows,
                columns,
                accumulate || bias != null);
    }

    private void primitive(
            ThreadContext context,
            long first,
            long batches,
            long row,
            long rows,
            long column,
            long columns) {
        long[] batch = shape.batch();
        int axes = batch.length;
        long[] as = shape.a();
        long[] bs = shape.b();
        long[] cs = shape.c();
        long aAt = a + BYTES * (row * as[axes] + (axes > 0 ? first * as[0] : 0));
        long bAt = b + BYTES * (column * bs[axes + 1] + (axes > 0 ? first * bs[0] : 0));
        long cAt =
                before.address()
                        + BYTES * (row * cs[axes] + column + (axes > 0 ? first * cs[0] : 0));
        long biasAt = bias == null ? 0 : bias.address() + BYTES * column;
        long[] part = batch.clone();
        if (axes > 0) {
            part[0] = batches;
        }
        nested(context, part, 0, aAt, bAt, cAt, biasAt, rows, columns);
    }

    /**
     * oneDNN gets at most two batch axes, and none along which neither operand moves; others are
     * looped over here.
     */
    private void nested(
            ThreadContext context,
            long[] batch,
            int axis,
            long aAt,
            long bAt,
            long cAt,
            long biasAt,
            long rows,
            long columns) {
        int axes = batch.length;
        if (axes - axis > 2 || isRepeated(axis)) {
            for (long i = 0; i < batch[axis]; i++) {
                nested(
                        context,
                        batch,
                        axis + 1,
                        aAt + BYTES * i * shape.a()[axis],
                        bAt + BYTES * i * shape.b()[axis],
                        cAt + BYTES * i * shape.c()[axis],
                        biasAt,
                        rows,
                        columns);
            }
            return;
        }
        Primitive primitive =
                MatmulPrimitive.get(
                        context,
                        tail(batch, axis),
                        rows,
                        columns,
                        shape.k(),
                        tail(shape.a(), axis),
                        tail(shape.b(), axis),
                        tail(shape.c(), axis),
                        bias != null,
                        1,
                        accumulate);
        primitive.at(0, aAt).at(1, bAt).at(2, cAt);
        if (bias != null) {
            primitive.at(3, biasAt);
        }
        primitive.execute(context);
    }

    /** Whether some batch axis from {@code axis} on repeats the same product. */
    private boolean isRepeated(int axis) {
        for (int i = axis; i < shape.batch().length; i++) {
            if (shape.a()[i] == 0 && shape.b()[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static long[] tail(long[] values, int from) {
        return from == 0 ? values : Arrays.copyOfRange(values, from, values.length);
    }

    /** Applies the activation to elements that have just been computed. */
    private void activate(ThreadContext context, long start, long count) {
        Elementwise.forward(
                activation.function(),
                before.storage(),
                before.offset() + start,
                out.storage(),
                out.offset() + start,
                count,
                context);
    }
}
