package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;
import java.util.Arrays;

/** Pooling and its gradients, one image at a time, all channels of a pixel together. */
final class PoolLoops {

    private PoolLoops() {}

    /** Meets an element of a window: {@code pixel} in the image, {@code result} in the result. */
    @FunctionalInterface
    private interface Meeting {
        void at(int pixel, int result);
    }

    /** Every pixel of every window, the windows in order and the pixels of each in order. */
    private static void meet(View images, View results, Window window, Meeting meeting) {
        int channels = Math.toIntExact(images.size(3));
        int width = Math.toIntExact(images.size(2));
        int outWidth = Math.toIntExact(results.size(2));
        for (int i = 0; i < results.size(1); i++) {
            for (int j = 0; j < outWidth; j++) {
                for (int m = 0; m < window.height(); m++) {
                    int row = Math.toIntExact(ImageRows.row(window, i, m));
                    for (int n = 0; row >= 0 && row < images.size(1) && n < window.width(); n++) {
                        int column = ImageRows.column(window, j, n);
                        if (column >= 0 && column < width) {
                            meeting.at(
                                    (row * width + column) * channels,
                                    (i * outWidth + j) * channels);
                        }
                    }
                }
            }
        }
    }

    static void largest(View x, Window window, View out) {
        int channels = Math.toIntExact(x.size(3));
        Parallel.loop(
                x.size(0),
                1,
                (from, to) -> {
                    double[] pixels = image(x);
                    double[] result = image(out);
                    for (long b = from; b < to; b++) {
                        read(x, b, pixels);
                        Arrays.fill(result, Double.NEGATIVE_INFINITY);
                        meet(
                                x,
                                out,
                                window,
                                (p, r) -> {
                                    for (int c = 0; c < channels; c++) {
                                        result[r + c] = Math.max(result[r + c], pixels[p + c]);
                                    }
                                });
                        write(out, b, result, false);
                    }
                });
    }

    static void largestBackward(View x, View y, View dy, Window window, Target dx) {
        int channels = Math.toIntExact(x.size(3));
        Parallel.loop(
                x.size(0),
                1,
                (from, to) -> {
                    double[] pixels = image(x);
                    double[] largest = image(y);
                    double[] gradient = image(dy);
                    double[] sums = image(x);
                    for (long b = from; b < to; b++) {
                        read(x, b, pixels);
                        read(y, b, largest);
                        read(dy, b, gradient);
                        Arrays.fill(sums, 0);
                        meet(
                                x,
                                y,
                                window,
                                (p, r) -> {
                                    for (int c = 0; c < channels; c++) {
                                        if (pixels[p + c] == largest[r + c]) {
                                            sums[p + c] += gradient[r + c];
                                            // Only the first gets it: nothing equals NaN.
                                            largest[r + c] = Double.NaN;
                                        }
                                    }
                                });
                        write(dx.view(), b, sums, dx.accumulate());
                    }
                });
    }

    static void mean(View x, Window window, View out) {
        int channels = Math.toIntExact(x.size(3));
        double share = 1.0 / (window.height() * window.width());
        Parallel.loop(
                x.size(0),
                1,
                (from, to) -> {
                    double[] pixels = image(x);
                    double[] result = image(out);
                    for (long b = from; b < to; b++) {
                        read(x, b, pixels);
                        Arrays.fill(result, 0);
                        meet(
                                x,
                                out,
                                window,
                                (p, r) -> {
                                    for (int c = 0; c < channels; c++) {
                                        result[r + c] += pixels[p + c] * share;
                                    }
                                });
                        write(out, b, result, false);
                    }
                });
    }

    static void meanBackward(View dy, Window window, Target dx) {
        View images = dx.view();
        int channels = Math.toIntExact(images.size(3));
        double share = 1.0 / (window.height() * window.width());
        Parallel.loop(
                images.size(0),
                1,
                (from, to) -> {
                    double[] gradient = image(dy);
                    double[] sums = image(images);
                    for (long b = from; b < to; b++) {
                        read(dy, b, gradient);
                        Arrays.fill(sums, 0);
                        meet(
                                images,
                                dy,
                                window,
                                (p, r) -> {
                                    for (int c = 0; c < channels; c++) {
                                        sums[p + c] += gradient[r + c] * share;
                                    }
                                });
                        write(images, b, sums, dx.accumulate());
                    }
                });
    }

    private static double[] image(View images) {
        return new double[Math.toIntExact(images.size(1) * images.size(2) * images.size(3))];
    }

    private static void read(View images, long image, double[] to) {
        images.storage().get(images.offset() + image * to.length, to, 0, to.length);
    }

    private static void write(View images, long image, double[] from, boolean accumulate) {
        long at = images.offset() + image * from.length;
        if (accumulate) {
            double[] old = new double[from.length];
            images.storage().get(at, old, 0, old.length);
            for (int i = 0; i < old.length; i++) {
                from[i] += old[i];
            }
        }
        images.storage().put(at, from, 0, from.length);
    }
}
