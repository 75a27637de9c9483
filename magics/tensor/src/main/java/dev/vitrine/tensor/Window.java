package dev.vitrine.tensor;

/**
 * How a convolution or a pooling slides over the two middle axes of images (B, H, W, C). Sequences
 * (B, T, C) are images of height 1: {@link #line}.
 *
 * <pre>Window.of(3).withStride(2).withPadding(1)</pre>
 *
 * @param height of the window; with dilation it spans more
 * @param top rows of padding above the image, likewise the other sides
 * @param dilationY distance of the window's rows; 1 is dense
 */
public record Window(
        int height,
        int width,
        int strideY,
        int strideX,
        int top,
        int bottom,
        int left,
        int right,
        int dilationY,
        int dilationX) {

    public Window {
        if (Math.min(height, width) < 1
                || Math.min(strideY, strideX) < 1
                || Math.min(dilationY, dilationX) < 1
                || Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
            throw new IllegalArgumentException(
                    "a window needs a size, strides and dilations of 1 or more, and padding of 0 or more");
        }
    }

    /** Square, of stride 1, without padding and dilation. */
    public static Window of(int size) {
        return of(size, size);
    }

    /** Of stride 1, without padding and dilation. */
    public static Window of(int height, int width) {
        return new Window(height, width, 1, 1, 0, 0, 0, 0, 1, 1);
    }

    /** Over sequences; stride, padding and dilation set later are those along the sequence. */
    public static Window line(int length) {
        return of(1, length);
    }

    /** The same along both axes, but for windows of height 1. */
    public Window withStride(int stride) {
        return new Window(
                height,
                width,
                height == 1 && width > 1 ? 1 : stride,
                stride,
                top,
                bottom,
                left,
                right,
                dilationY,
                dilationX);
    }

    /** The same on all four sides; for windows of height 1, left and right only. */
    public Window withPadding(int padding) {
        int vertical = height == 1 && width > 1 ? 0 : padding;
        return withPadding(vertical, vertical, padding, padding);
    }

    public Window withPadding(int newTop, int newBottom, int newLeft, int newRight) {
        return new Window(
                height, width, strideY, strideX, newTop, newBottom, newLeft, newRight, dilationY,
                dilationX);
    }

    public Window withDilation(int dilation) {
        return new Window(
                height, width, strideY, strideX, top, bottom, left, right, dilation, dilation);
    }

    /**
     * Padded so that the result has size / stride rows and columns, rounded up, for images of a
     * size: TensorFlow's and JAX's {@code SAME}, which pads below and to the right where the
     * padding is odd.
     */
    public Window withSamePadding(long imageHeight, long imageWidth) {
        int y = samePadding(imageHeight, height, strideY, dilationY);
        int x = samePadding(imageWidth, width, strideX, dilationX);
        return withPadding(y / 2, y - y / 2, x / 2, x - x / 2);
    }

    private static int samePadding(long size, int window, int stride, int dilation) {
        long results = (size + stride - 1) / stride;
        return (int) Math.max(0, (results - 1) * stride + (window - 1L) * dilation + 1 - size);
    }

    /** Rows of the result for images of a height. */
    public long outHeight(long imageHeight) {
        return out(imageHeight + top + bottom, height, strideY, dilationY);
    }

    /** Columns of the result for images of a width. */
    public long outWidth(long imageWidth) {
        return out(imageWidth + left + right, width, strideX, dilationX);
    }

    private static long out(long padded, int window, int stride, int dilation) {
        return Math.floorDiv(padded - (window - 1L) * dilation - 1, stride) + 1;
    }

    /** Rows of the image that gives a result of this height, and has no rows that go unused. */
    public long inHeight(long outHeight) {
        return (outHeight - 1) * strideY + (height - 1L) * dilationY + 1 - top - bottom;
    }

    /** Columns of the image that gives a result of this width, and has none that go unused. */
    public long inWidth(long outWidth) {
        return (outWidth - 1) * strideX + (width - 1L) * dilationX + 1 - left - right;
    }

    /** Whether each element of the result comes from the one element at its own place. */
    public boolean isPoint() {
        return equals(of(1));
    }

    @Override
    public String toString() {
        return height
                + "×"
                + width
                + ", stride "
                + strideY
                + "×"
                + strideX
                + ", padding "
                + top
                + " "
                + bottom
                + " "
                + left
                + " "
                + right
                + ", dilation "
                + dilationY
                + "×"
                + dilationX;
    }
}
