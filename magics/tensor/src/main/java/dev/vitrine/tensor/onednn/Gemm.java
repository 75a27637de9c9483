package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.View;
import org.bytedeco.javacpp.Pointer;

/**
 * Plain matrix products by oneDNN's BLAS function. Without AVX-512 it is faster than the matmul
 * primitive: on AMD Zen 3, one thread, 80 to 92 against 65 to 80 GFLOP/s for the shapes of a small
 * ViT, and 75 against 60 for the gradients of weights.
 */
final class Gemm {

    private static final boolean PREFERRED = OneDnn.hasAvx2() && !OneDnn.hasAvx512();

    /** Smaller products lose more to packing than they gain. */
    private static final double SMALLEST = 1e6;

    private static final int BYTES = DType.FLOAT.bytes();

    /** Floats in a page of memory, half of which the ways of a set lie apart. */
    private static final long COLLISION = 512;

    private static final long PADDING = 16;

    /** Rows of operands that are copied at a time, so that they stay in the cache. */
    private static final long BLOCK = 256;

    /**
     * The library multiplies results with fewer rows or columns from where the operands lie, and
     * halves its rate where their rows collide: 38 against 80 GFLOP/s for a gradient of weights
     * (256, 1024).
     */
    private static final long SLIM = 512;

    private Gemm() {}

    /**
     * A matrix in memory.
     *
     * @param address of its first element
     * @param stride elements from row to row
     * @param transposed whether the product takes its transpose
     */
    record Matrix(long address, long stride, boolean transposed) {

        /** Whether elements below each other share a set of the first-level cache. */
        private boolean collides() {
            return stride % COLLISION == 0;
        }

        /** Some rows in memory: of a copy whose rows do not collide, if these do. */
        private Matrix part(
                ThreadContext context, long from, long count, long length, long scratch) {
            long first = address + BYTES * from * stride;
            if (!collides()) {
                return new Matrix(first, stride, transposed);
            }
            long padded = length + PADDING;
            for (long row = 0; row < count; row++) {
                Pointer.memcpy(
                        context.address(0).to(scratch + BYTES * row * padded),
                        context.address(1).to(first + BYTES * row * stride),
                        BYTES * length);
            }
            return new Matrix(scratch, padded, transposed);
        }
    }

    /** Whether it is the fastest way to multiply on this processor. */
    static boolean isPreferred() {
        return PREFERRED;
    }

    static boolean suits(MatmulShape shape) {
        return PREFERRED && shape.batch().length == 0 && shape.flops() >= SMALLEST;
    }

    /**
     * C (+)= A B.
     *
     * @param shape strides of the operands, and the inner size
     * @param a address of the first element, likewise b and c
     */
    static void run(
            ThreadContext context,
            MatmulShape shape,
            long a,
            long b,
            long c,
            long rows,
            long columns,
            boolean accumulate) {
        boolean rowsOfA = shape.a()[1] == 1;
        boolean rowsOfB = shape.b()[1] == 1;
        run(
                context,
                new Matrix(a, rowsOfA ? shape.a()[0] : shape.a()[1], !rowsOfA),
                new Matrix(b, rowsOfB ? shape.b()[0] : shape.b()[1], !rowsOfB),
                new Matrix(c, shape.c()[0], false),
                rows,
                columns,
                shape.k(),
                accumulate);
    }

    /** C (+)= A B, of sizes (rows, inner) and (inner, columns) after transposition. */
    static void run(
            ThreadContext context,
            Matrix a,
            Matrix b,
            Matrix c,
            long rows,
            long columns,
            long inner,
            boolean accumulate) {
        boolean tall = a.transposed() && !b.transposed() && Math.min(rows, columns) < SLIM;
        if (!tall || !a.collides() && !b.collides()) {
            call(context, a, b, c, rows, columns, inner, accumulate);
            return;
        }
        long aBytes = BLOCK * (rows + PADDING) * BYTES;
        long bBytes = BLOCK * (columns + PADDING) * BYTES;
        long scratch = context.padding().bytes(aBytes + bBytes);
        for (long from = 0; from < inner; from += BLOCK) {
            long count = Math.min(BLOCK, inner - from);
            Matrix left = a.part(context, from, count, rows, scratch);
            Matrix right = b.part(context, from, count, columns, scratch + aBytes);
            call(context, left, right, c, rows, columns, count, accumulate || from > 0);
        }
    }

    private static void call(
            ThreadContext context,
            Matrix a,
            Matrix b,
            Matrix c,
            long rows,
            long columns,
            long inner,
            boolean accumulate) {
        OneDnn.check(
                dnnl_sgemm(
                        (byte) (a.transposed() ? 'T' : 'N'),
                        (byte) (b.transposed() ? 'T' : 'N'),
                        rows,
                        columns,
                        inner,
                        1,
                        context.address(0).to(a.address()),
                        a.stride(),
                        context.address(1).to(b.address()),
                        b.stride(),
                        accumulate ? 1 : 0,
                        context.address(2).to(c.address()),
                        c.stride()),
                "multiply matrices");
    }

    /** Writes elements of a vector into each of some rows. */
    static void fillRows(
            View vector, View out, long row, long rows, long rowStride, long column, long columns) {
        int count = Math.toIntExact(columns);
        float[] values = new float[count];
        vector.storage().get(vector.offset() + column, values, 0, count);
        for (long i = row; i < row + rows; i++) {
            out.storage().put(out.offset() + i * rowStride + column, values, 0, count);
        }
    }
}
