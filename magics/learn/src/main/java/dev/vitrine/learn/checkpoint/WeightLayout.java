package dev.vitrine.learn.checkpoint;

import dev.vitrine.tensor.Tensor;

/** How an array lies in a file, against how our parameters lie. */
public enum WeightLayout {
    /** As ours. */
    SAME,
    /** PyTorch's linear layer, (out, in); ours is (in, out). */
    LINEAR(1, 0),
    /** PyTorch's convolution, (out, in, height, width); ours is (height, width, in, out). */
    CONVOLUTION(2, 3, 1, 0);

    private final int[] order;

    WeightLayout(int... order) {
        this.order = order;
    }

    /** The shape that an array of the file has in our layout; null if it has another rank. */
    long[] shape(long[] from) {
        if (this == SAME) {
            return from;
        }
        if (from.length != order.length) {
            return null;
        }
        long[] to = new long[order.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[order[i]];
        }
        return to;
    }

    Tensor apply(Tensor from) {
        return this == SAME ? from : from.permute(order);
    }
}
