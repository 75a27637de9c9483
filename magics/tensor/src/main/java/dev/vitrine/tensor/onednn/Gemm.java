package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import dev.vitrine.tensor.View;

/**
 * Plain matrix products by oneDNN's BLAS function. Without AVX-512 it is faster than the matmul
 * primitive: on AMD Zen 3, one thread, 80 to 92 against 65 to 80 GFLOP/s for the shapes of a small
 * ViT, and 75 against 60 for the gradients of weights.
 */
final class Gemm {

    private static final boolean PREFERRED = OneDnn.hasAvx2() && !OneDnn.hasAvx512();

    /** Smaller products lose more to packing than they gain. */
    private static final double SMALLEST = 1e6;

    private Gemm() {}

    /**
     * A matrix in memory.
     *
     * @param address of its first element
     * @param stride elements from row to row
     * @param transposed whether the product takes its transpose
     */
    record Matrix(long address, long stride, boolean transposed) {}

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
