package dev.vitrine.tensor;

import dev.vitrine.tensor.op.AxisMap;
import dev.vitrine.tensor.op.Convolution;
import dev.vitrine.tensor.op.Pooling;
import dev.vitrine.tensor.op.TransposedConvolution;

/**
 * Convolution, pooling and resizing of images (B, H, W, C) and sequences (B, T, C), channels last,
 * with weights (height, width, in, out): the layouts of JAX and big_vision.
 */
public final class Convolutions {

    private Convolutions() {}

    /** Convolution with a window of the weight's size, stride 1 and no padding. */
    public static Tensor conv2d(Tensor images, Tensor weight, Tensor bias) {
        return conv2d(images, weight, bias, windowOf(weight), 1);
    }

    public static Tensor conv2d(Tensor images, Tensor weight, Tensor bias, Window window) {
        return conv2d(images, weight, bias, window, 1);
    }

    /**
     * Convolution (cross-correlation, as everywhere in deep learning).
     *
     * @param images (B, H, W, in)
     * @param weight (height, width, in / groups, out)
     * @param bias (out,) or null
     * @param groups of channels that are not connected with each other
     * @return (B, window.outHeight(H), window.outWidth(W), out)
     */
    public static Tensor conv2d(
            Tensor images, Tensor weight, Tensor bias, Window window, int groups) {
        return apply(new Convolution(window, groups), images, weight, bias);
    }

    /**
     * The transpose of {@link #conv2d} with the same weight and window, which makes images larger
     * where the stride is more than 1; sometimes called deconvolution. To get the rows that a
     * stride left over, take them off the padding below and on the right.
     *
     * @param images (B, H, W, in)
     * @param weight (height, width, out / groups, in)
     * @param bias (out,) or null
     * @return (B, window.inHeight(H), window.inWidth(W), out)
     */
    public static Tensor convTranspose2d(
            Tensor images, Tensor weight, Tensor bias, Window window, int groups) {
        return apply(new TransposedConvolution(window, groups), images, weight, bias);
    }

    /**
     * Convolution of sequences.
     *
     * @param sequences (B, T, in)
     * @param weight (length, in / groups, out)
     * @param bias (out,) or null
     * @param window of height 1, see {@link Window#line}
     * @return (B, window.outWidth(T), out)
     */
    public static Tensor conv1d(
            Tensor sequences, Tensor weight, Tensor bias, Window window, int groups) {
        return line(conv2d(flat(sequences), flatWeight(weight), bias, window, groups));
    }

    /**
     * The transpose of {@link #conv1d}.
     *
     * @param weight (length, out / groups, in)
     * @return (B, window.inWidth(T), out)
     */
    public static Tensor convTranspose1d(
            Tensor sequences, Tensor weight, Tensor bias, Window window, int groups) {
        return line(convTranspose2d(flat(sequences), flatWeight(weight), bias, window, groups));
    }

    /** The largest element of each window, for each channel; padding never is. */
    public static Tensor maxPool(Tensor images, Window window) {
        return Tensor.apply(new Pooling(true, window), images);
    }

    /** The mean of each window, for each channel; padding counts as zeros. */
    public static Tensor averagePool(Tensor images, Window window) {
        return Tensor.apply(new Pooling(false, window), images);
    }

    /** The mean over all places: (B, H, W, C) becomes (B, C). */
    public static Tensor globalAveragePool(Tensor images) {
        return images.mean(1, 2);
    }

    /** The largest element over all places: (B, H, W, C) becomes (B, C). */
    public static Tensor globalMaxPool(Tensor images) {
        return images.reshape(images.size(0), images.size(1) * images.size(2), images.size(3))
                .max(1);
    }

    /**
     * Images of another size; a gradient flows back through it.
     *
     * @param images (B, H, W, C)
     * @param antialias see {@link Interpolation#matrix}
     * @return (B, height, width, C)
     */
    public static Tensor resize(
            Tensor images, int height, int width, Interpolation interpolation, boolean antialias) {
        if (images.rank() != 4) {
            throw new IllegalArgumentException(
                    "resize: images must be (B, H, W, C), have shape "
                            + Shape.text(images.shape()));
        }
        Tensor rows = resizeAxis(images, 1, height, interpolation, antialias);
        return resizeAxis(rows, 2, width, interpolation, antialias);
    }

    /** A tensor with another size along one axis. */
    public static Tensor resizeAxis(
            Tensor x, int axis, int size, Interpolation interpolation, boolean antialias) {
        int from = Math.toIntExact(x.size(axis));
        return from == size
                ? x
                : Tensor.apply(new AxisMap(axis, interpolation.matrix(from, size, antialias)), x);
    }

    private static Window windowOf(Tensor weight) {
        return Window.of(Math.toIntExact(weight.size(0)), Math.toIntExact(weight.size(1)));
    }

    private static Tensor apply(Operation operation, Tensor images, Tensor weight, Tensor bias) {
        return bias == null
                ? Tensor.apply(operation, images, weight)
                : Tensor.apply(operation, images, weight, bias);
    }

    private static Tensor flat(Tensor sequences) {
        requireRank3("sequences", sequences);
        return sequences.reshape(sequences.size(0), 1, sequences.size(1), sequences.size(2));
    }

    private static Tensor flatWeight(Tensor weight) {
        requireRank3("weight", weight);
        return weight.reshape(1, weight.size(0), weight.size(1), weight.size(2));
    }

    private static Tensor line(Tensor images) {
        return images.reshape(images.size(0), images.size(2), images.size(3));
    }

    private static void requireRank3(String what, Tensor tensor) {
        if (tensor.rank() != 3) {
            throw new IllegalArgumentException(
                    "convolution of sequences: "
                            + what
                            + " must have three axes, has shape "
                            + Shape.text(tensor.shape()));
        }
    }
}
