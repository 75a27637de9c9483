package dev.vitrine.tensor;

import java.lang.ref.Reference;

/**
 * Elements along an axis in order; equal ones stay in their order.
 *
 * @param values on the tape: a gradient goes back to where the elements were
 * @param indices of the elements along the axis, in row-major order of the values
 */
public record Ordered(Tensor values, int[] indices) {

    @SuppressWarnings("try") // the scope and the tape are only closed
    static Ordered of(Tensor x, int axis, int k, boolean descending) {
        int resolved = Shape.axis("sort", axis, x.rank());
        if (k < 0 || k > x.size(resolved)) {
            throw new IllegalArgumentException(
                    "topK: there are no "
                            + k
                            + " elements along axis "
                            + axis
                            + " of shape "
                            + Shape.text(x.shape()));
        }
        int[] order = new int[Math.toIntExact(x.length() / Math.max(1, x.size(resolved)) * k)];
        try (Scope scope = Scope.open();
                Tape off = Tape.off()) {
            Tensor last = resolved == x.rank() - 1 ? x : x.moveLast(resolved);
            x.device().kernels().sort(last.view().rows(), descending, order);
            Reference.reachabilityFence(last);
        }
        int[] indices = arranged(order, x.shape(), resolved, k);
        return new Ordered(x.gather(resolved, indices), indices);
    }

    /** Indices of (outer, inner, k) as (outer, k, inner). */
    private static int[] arranged(int[] order, long[] shape, int axis, int k) {
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= Math.toIntExact(shape[i]);
        }
        int[] result = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            int outer = i / (k * inner);
            int column = i / k % inner;
            result[(outer * k + i % k) * inner + column] = order[i];
        }
        return result;
    }
}
