package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Sizes and strides of C = A B over batches, with as few batch axes as the strides allow.
 *
 * @param batch sizes of the batch axes; may be empty
 * @param a strides of A (…, m, k): one per batch axis, then of m and k; likewise b of (…, k, n) and
 *     c of (…, m, n)
 */
record MatmulShape(long[] batch, long m, long n, long k, long[] a, long[] b, long[] c) {

    static MatmulShape of(View a, boolean transposeA, View b, boolean transposeB, View out) {
        int axes = out.rank() - 2;
        long m = out.size(-2);
        long n = out.size(-1);
        long k = a.size(transposeA ? -2 : -1);
        long[] batch = new long[axes];
        long[] as = new long[axes + 2];
        long[] bs = new long[axes + 2];
        long[] cs = new long[axes + 2];
        int kept = 0;
        for (int axis = 0; axis < axes; axis++) {
            long size = out.size(axis);
            if (size == 1) {
                continue;
            }
            long sa = a.size(axis) == 1 ? 0 : a.stride(axis);
            long sb = b.size(axis) == 1 ? 0 : b.stride(axis);
            long sc = out.stride(axis);
            int last = kept - 1;
            if (kept > 0
                    && as[last] == sa * size
                    && bs[last] == sb * size
                    && cs[last] == sc * size) {
                batch[last] *= size;
            } else {
                last = kept++;
                batch[last] = size;
            }
            as[last] = sa;
            bs[last] = sb;
            cs[last] = sc;
        }
        long am = a.stride(transposeA ? -1 : -2);
        long ak = a.stride(transposeA ? -2 : -1);
        long bk = b.stride(transposeB ? -1 : -2);
        long bn = b.stride(transposeB ? -2 : -1);
        long cm = out.stride(-2);
        // One matrix B for a batch of A whose rows follow each other is a single taller product.
        boolean tall = kept == 1 && bs[0] == 0 && as[0] == am * m && cs[0] == cm * m;
        if (tall) {
            m *= batch[0];
            kept = 0;
        }
        as[kept] = m == 1 ? (ak == 1 ? k : 1) : am;
        as[kept + 1] = k == 1 ? (as[kept] == 1 ? m : 1) : ak;
        bs[kept] = k == 1 ? (bn == 1 ? n : 1) : bk;
        bs[kept + 1] = n == 1 ? (bs[kept] == 1 ? k : 1) : bn;
        cs[kept] = m == 1 ? n : cm;
        cs[kept + 1] = 1;
        return new MatmulShape(
                Arrays.copyOf(batch, kept),
                m,
                n,
                k,
                Arrays.copyOf(as, kept + 2),
                Arrays.copyOf(bs, kept + 2),
                Arrays.copyOf(cs, kept + 2));
    }

    /** Floating-point operations. */
    double flops() {
        double flops = 2.0 * m * n * k;
        for (long size : batch) {
            flops *= size;
        }
        return flops;
    }

    long rowStride(long[] strides) {
        return strides[strides.length - 2];
    }

    long columnStride(long[] strides) {
        return strides[strides.length - 1];
    }
}
