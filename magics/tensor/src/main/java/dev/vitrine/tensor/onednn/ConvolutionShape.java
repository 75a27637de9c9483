package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;

/**
 * Sizes of a convolution: images (n, height, width, in), result (n, outHeight, outWidth, out).
 *
 * @param images n
 */
record ConvolutionShape(
        long images,
        long height,
        long width,
        long in,
        long outHeight,
        long outWidth,
        long out,
        long groups,
        Window window) {

    static ConvolutionShape of(View x, View weight, View y, Window window) {
        return new ConvolutionShape(
                x.size(0),
                x.size(1),
                x.size(2),
                x.size(3),
                y.size(1),
                y.size(2),
                y.size(3),
                x.size(3) / weight.size(2),
                window);
    }

    ConvolutionShape withImages(long count) {
        return new ConvolutionShape(
                count, height, width, in, outHeight, outWidth, out, groups, window);
    }

    double flopsPerImage() {
        return 2.0 * outHeight * outWidth * out * (in / groups) * window.height() * window.width();
    }

    /** Whether each result is a product of one pixel and the weight. */
    boolean isProduct() {
        return groups == 1 && window.isPoint();
    }

    /** Everything that makes one primitive different from another. */
    PrimitiveKey key(int kind, int flags) {
        return new PrimitiveKey(
                kind,
                flags,
                images,
                height,
                width,
                in,
                outHeight,
                outWidth,
                out,
                groups,
                window.height(),
                window.width(),
                window.strideY(),
                window.strideX(),
                window.top(),
                window.bottom(),
                window.left(),
                window.right(),
                window.dilationY(),
                window.dilationX());
    }

    /** Sizes of the images in oneDNN's order, channels first whatever the layout. */
    long[] imageSizes() {
        return new long[] {images, in, height, width};
    }

    long[] imageStrides() {
        return new long[] {height * width * in, 1, width * in, in};
    }

    long[] resultSizes() {
        return new long[] {images, out, outHeight, outWidth};
    }

    long[] resultStrides() {
        return new long[] {outHeight * outWidth * out, 1, outWidth * out, out};
    }

    /** (groups, out, in, height, width); without the first where there is one group. */
    long[] weightSizes() {
        long h = window.height();
        long w = window.width();
        return groups == 1
                ? new long[] {out, in, h, w}
                : new long[] {groups, out / groups, in / groups, h, w};
    }

    /** Of our layout, (height, width, in / groups, out). */
    long[] weightStrides() {
        long row = window.width() * (in / groups) * out;
        long column = in / groups * out;
        return groups == 1
                ? new long[] {1, out, row, column}
                : new long[] {out / groups, 1, out, row, column};
    }

    long[] strides() {
        return new long[] {window.strideY(), window.strideX()};
    }

    /** oneDNN counts the elements between those of the window. */
    long[] dilations() {
        return new long[] {window.dilationY() - 1, window.dilationX() - 1};
    }

    long[] paddingBefore() {
        return new long[] {window.top(), window.left()};
    }

    /**
     * As oneDNN wants it, so that the last window ends at the end of the padded image; negative
     * where a stride leaves rows over.
     */
    long[] paddingAfter() {
        return new long[] {
            (outHeight - 1) * window.strideY()
                    + (window.height() - 1L) * window.dilationY()
                    + 1
                    - height
                    - window.top(),
            (outWidth - 1) * window.strideX()
                    + (window.width() - 1L) * window.dilationX()
                    + 1
                    - width
                    - window.left()
        };
    }
}
