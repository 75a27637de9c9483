package dev.vitrine.tensor.java;

import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;

/** Rows of images (B, H, W, C) as arrays, and which of them a window meets. */
final class ImageRows {

    private ImageRows() {}

    /** Elements of a row of an image. */
    static int length(View images) {
        return Math.toIntExact(images.size(2) * images.size(3));
    }

    static void read(View images, long image, long row, double[] to) {
        int n = length(images);
        images.storage().get(images.offset() + (image * images.size(1) + row) * n, to, 0, n);
    }

    /** Writes a row, or adds to it. */
    static void write(View images, long image, long row, double[] from, boolean accumulate) {
        int n = length(images);
        long at = images.offset() + (image * images.size(1) + row) * n;
        if (accumulate) {
            double[] old = new double[n];
            images.storage().get(at, old, 0, n);
            for (int i = 0; i < n; i++) {
                from[i] += old[i];
            }
        }
        images.storage().put(at, from, 0, n);
    }

    /** Row of the image that row {@code m} of the window meets; may lie in the padding. */
    static long row(Window window, long outRow, int m) {
        return outRow * window.strideY() - window.top() + (long) m * window.dilationY();
    }

    /** Column of the image that column {@code n} of the window meets; may lie in the padding. */
    static int column(Window window, int outColumn, int n) {
        return outColumn * window.strideX() - window.left() + n * window.dilationX();
    }

    /** Row of the result whose window meets a row of the image with its row m, or -1. */
    static long outRow(Window window, long row, int m, long outHeight) {
        long from = row + window.top() - (long) m * window.dilationY();
        boolean meets = from >= 0 && from % window.strideY() == 0;
        return meets && from / window.strideY() < outHeight ? from / window.strideY() : -1;
    }
}
