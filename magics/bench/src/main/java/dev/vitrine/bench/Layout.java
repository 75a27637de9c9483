package dev.vitrine.bench;

/** Moves values between our layouts and those of libtorch. */
final class Layout {

    private Layout() {}

    /** Values of an array after its axes are put in another order: axis i comes from order[i]. */
    static float[] permute(float[] values, long[] shape, int... order) {
        int rank = shape.length;
        int[] strides = new int[rank];
        for (int axis = rank - 1, stride = 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= (int) shape[axis];
        }
        float[] result = new float[values.length];
        int[] index = new int[rank];
        for (int i = 0, from = 0; i < result.length; i++) {
            result[i] = values[from];
            for (int axis = rank - 1; axis >= 0; axis--) {
                from += strides[order[axis]];
                if (++index[axis] < shape[order[axis]]) {
                    break;
                }
                from -= strides[order[axis]] * index[axis];
                index[axis] = 0;
            }
        }
        return result;
    }

    /** Sizes in another order. */
    static long[] permute(long[] shape, int... order) {
        long[] result = new long[shape.length];
        for (int axis = 0; axis < result.length; axis++) {
            result[axis] = shape[order[axis]];
        }
        return result;
    }

    /** The order that undoes an order. */
    static int[] inverse(int... order) {
        int[] inverse = new int[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            inverse[order[axis]] = axis;
        }
        return inverse;
    }
}
