package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_next_impl;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;

import dev.vitrine.tensor.Shape;
import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Matrix products as oneDNN primitives. Arguments: 0 is A, 1 is B, 2 is C, 3 the bias where there
 * is one.
 */
final class MatmulPrimitive {

    private static final int KIND = 2;

    private MatmulPrimitive() {}

    /**
     * C (+)= scale A B + bias, with the sizes and strides of a part.
     *
     * @param batch sizes of the batch axes
     * @param a strides of A over batch, m, k; a batch stride of 0 repeats the matrix; likewise b
     *     and c
     */
    static Primitive get(
            ThreadContext context,
            long[] batch,
            long m,
            long n,
            long k,
            long[] a,
            long[] b,
            long[] c,
            boolean bias,
            float scale,
            boolean accumulate) {
        int axes = batch.length;
        long[] key = new long[7 + axes + 3 * (axes + 2)];
        key[0] = KIND;
        key[1] = axes;
        key[2] = m;
        key[3] = n;
        key[4] = k;
        key[5] = (bias ? 1 : 0) + (accumulate ? 2 : 0);
        key[6] = Float.floatToRawIntBits(scale);
        System.arraycopy(batch, 0, key, 7, axes);
        System.arraycopy(a, 0, key, 7 + axes, axes + 2);
        System.arraycopy(b, 0, key, 7 + axes + axes + 2, axes + 2);
        System.arraycopy(c, 0, key, 7 + axes + 2 * (axes + 2), axes + 2);
        return context.primitive(
                new PrimitiveKey(key),
                () -> compile(batch, m, n, k, a, b, c, bias, scale, accumulate));
    }

    private static Primitive compile(
            long[] batch,
            long m,
            long n,
            long k,
            long[] a,
            long[] b,
            long[] c,
            boolean bias,
            float scale,
            boolean accumulate) {
        try (Descriptors descriptors = new Descriptors()) {
            descriptors.finish(scale, accumulate);
            dnnl_memory_desc source = operand(descriptors, batch, m, k, a);
            dnnl_memory_desc weights = operand(descriptors, batch, k, n, b);
            dnnl_memory_desc target = operand(descriptors, batch, m, n, c);
            dnnl_memory_desc biases = null;
            if (bias) {
                long[] sizes = new long[batch.length + 2];
                Arrays.fill(sizes, 1);
                sizes[batch.length + 1] = n;
                biases = descriptors.dense(sizes);
            }
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.check(
                    dnnl_matmul_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            source,
                            weights,
                            biases,
                            target,
                            descriptors.attributes()),
                    "describe a matrix product of batch "
                            + Shape.text(batch)
                            + ", m "
                            + m
                            + ", n "
                            + n
                            + ", k "
                            + k);
            boolean single = m == 1 || n == 1 || k == 1;
            boolean dense =
                    isDense(batch, m * k, a)
                            && isDense(batch, k * n, b)
                            && isDense(batch, m * n, c);
            if (single && !dense) {
                avoidFaulty(description);
            }
            Primitive.Argument first = new Primitive.Argument(DNNL_ARG_SRC, source);
            Primitive.Argument second = new Primitive.Argument(DNNL_ARG_WEIGHTS, weights);
            Primitive.Argument third = new Primitive.Argument(DNNL_ARG_DST, target);
            return bias
                    ? new Primitive(
                            "a matrix product",
                            description,
                            first,
                            second,
                            third,
                            new Primitive.Argument(DNNL_ARG_BIAS, biases))
                    : new Primitive("a matrix product", description, first, second, third);
        }
    }

    /** Describes an operand; oneDNN writes a repeated matrix as a batch of size 1. */
    private static dnnl_memory_desc operand(
            Descriptors descriptors, long[] batch, long rows, long columns, long[] strides) {
        int axes = batch.length;
        long[] sizes = new long[axes + 2];
        long[] given = strides.clone();
        sizes[axes] = rows;
        sizes[axes + 1] = columns;
        for (int axis = axes - 1; axis >= 0; axis--) {
            sizes[axis] = strides[axis] == 0 ? 1 : batch[axis];
            if (strides[axis] == 0) {
                given[axis] = rows * columns;
            }
        }
        return descriptors.strided(sizes, given);
    }

    /** Whether the matrices of a batch follow each other without gaps. */
    private static boolean isDense(long[] batch, long length, long[] strides) {
        long stride = length;
        for (int axis = batch.length - 1; axis >= 0; axis--) {
            if (strides[axis] != stride && batch[axis] != 1) {
                return false;
            }
            stride *= batch[axis];
        }
        return true;
    }

    /**
     * Takes the next implementation where this one is wrong: where an operand has one row or column
     * and the matrices of a batch lie apart, oneDNN 3.11's for AVX-512 mistakes how far (seen for
     * the right operand and for the result).
     */
    private static void avoidFaulty(dnnl_primitive_desc description) {
        while (name(description).startsWith("brg")) {
            OneDnn.check(
                    dnnl_primitive_desc_next_impl(description),
                    "find another way for products with a single row or column");
        }
    }

    private static String name(dnnl_primitive_desc description) {
        try (PointerPointer<BytePointer> text = new PointerPointer<>(1)) {
            OneDnn.check(
                    dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, text),
                    "tell which implementation it chose");
            return text.get(BytePointer.class, 0).getString();
        }
    }
}
