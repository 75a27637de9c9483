package dev.vitrine.tensor;

import java.util.Arrays;

/** Arithmetic of shapes: lengths, row-major strides, axes and NumPy broadcasting. */
public final class Shape {

    private Shape() {}

    /**
     * Number of elements; 1 for the empty shape of a scalar. Throws if a size is negative or the
     * product overflows.
     */
    public static long length(long... shape) {
        long length = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in shape " + text(shape));
            }
            length = Math.multiplyExact(length, size);
        }
        return length;
    }

    /** Row-major strides, in elements. */
    public static long[] strides(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /**
     * Turns an axis that may count from the end (-1 is the last) into one that counts from the
     * start.
     */
    public static int axis(String operation, int axis, int rank) {
        int resolved = axis < 0 ? axis + rank : axis;
        if (resolved < 0 || resolved >= rank) {
            throw new IllegalArgumentException(
                    operation + ": axis " + axis + " is outside a tensor of rank " + rank);
        }
        return resolved;
    }

    /**
     * The shape that both arguments broadcast to by NumPy's rule: sizes are compared from the last
     * axis, and must be equal or 1.
     *
     * @throws IllegalArgumentException naming the operation and both shapes if they do not fit
     */
    public static long[] broadcast(String operation, long[] left, long[] right) {
        int rank = Math.max(left.length, right.length);
        long[] shape = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long a = i <= left.length ? left[left.length - i] : 1;
            long b = i <= right.length ? right[right.length - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException(
                        operation
                                + ": shapes "
                                + text(left)
                                + " (left) and "
                                + text(right)
                                + " (right) do not broadcast: sizes "
                                + a
                                + " and "
                                + b
                                + " at axis "
                                + -i);
            }
            shape[rank - i] = a == 1 ? b : a;
        }
        return shape;
    }

    /** As read by people: {@code (64, 50, 192)}, {@code ()} for a scalar. */
    public static String text(long... shape) {
        String list = Arrays.toString(shape);
        return "(" + list.substring(1, list.length() - 1) + (shape.length == 1 ? ",)" : ")");
    }
}
