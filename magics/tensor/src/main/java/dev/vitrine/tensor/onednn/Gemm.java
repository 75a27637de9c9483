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
        OneDnn.check(
                dnnl_sgemm(
                        (byte) (rowsOfA ? 'N' : 'T'),
                        (byte) (rowsOfB ? 'N' : 'T'),
                        rows,
                        columns,
                        shape.k(),
                        1,
                        context.address(0).to(a),
                        rowsOfA ? shape.a()[0] : shape.a()[1],
                        context.address(1).to(b),
                        rowsOfB ? shape.b()[0] : shape.b()[1],
                        accumulate ? 1 : 0,
                        context.address(2).to(c),
                        shape.c()[0]),
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
