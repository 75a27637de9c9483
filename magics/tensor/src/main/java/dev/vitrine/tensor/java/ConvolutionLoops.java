package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;

/** Convolution and its gradients, row by row of the images. */
final class ConvolutionLoops {

    private ConvolutionLoops() {}

    /** Sizes of the channels, which are those of a row of pixels and of the weight. */
    private record Channels(int in, int out, int inGroup, int outGroup) {

        static Channels of(View images, View weight) {
            int in = Math.toIntExact(images.size(3));
            int out = Math.toIntExact(weight.size(3));
            int inGroup = Math.toIntExact(weight.size(2));
            return new Channels(in, out, inGroup, inGroup == 0 ? 0 : out / (in / inGroup));
        }

        /** Where in the weight the row of an input channel starts, for one place of the window. */
        int row(int place, int channel) {
            return (place * inGroup + channel % inGroup) * out + first(channel);
        }

        /** First output channel of an input channel's group. */
        int first(int channel) {
            return channel / inGroup * outGroup;
        }
    }

    static void forward(View x, View weight, View bias, Window window, Target out) {
        Channels channels = Channels.of(x, weight);
        double[] weights = values(weight);
        double[] shift = bias == null ? null : values(bias);
        long rows = out.view().size(1);
        Parallel.loop(
                x.size(0) * rows,
                1,
                (from, to) -> {
                    double[] pixels = new double[ImageRows.length(x)];
                    double[] sums = new double[ImageRows.length(out.view())];
                    for (long r = from; r < to; r++) {
                        start(sums, shift);
                        for (int m = 0; m < window.height(); m++) {
                            long row = ImageRows.row(window, r % rows, m);
                            if (row >= 0 && row < x.size(1)) {
                                ImageRows.read(x, r / rows, row, pixels);
                                addRow(pixels, weights, m, window, channels, sums);
                            }
                        }
                        ImageRows.write(out.view(), r / rows, r % rows, sums, out.accumulate());
                    }
                });
    }

    private static void start(double[] sums, double[] shift) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = shift == null ? 0 : shift[i % shift.length];
        }
    }

    private static void addRow(
            double[] pixels,
            double[] weights,
            int m,
            Window window,
            Channels channels,
            double[] sums) {
        int width = pixels.length / channels.in();
        for (int j = 0; j < sums.length / channels.out(); j++) {
            for (int n = 0; n < window.width(); n++) {
                int column = ImageRows.column(window, j, n);
                for (int c = 0; column >= 0 && column < width && c < channels.in(); c++) {
                    double pixel = pixels[column * channels.in() + c];
                    int w = channels.row(m * window.width() + n, c);
                    int y = j * channels.out() + channels.first(c);
                    for (int o = 0; o < channels.outGroup(); o++) {
                        sums[y + o] += pixel * weights[w + o];
                    }
                }
            }
        }
    }

    static void backwardData(View dy, View weight, Window window, Target dx) {
        View images = dx.view();
        Channels channels = Channels.of(images, weight);
        double[] weights = values(weight);
        long rows = images.size(1);
        Parallel.loop(
                images.size(0) * rows,
                1,
                (from, to) -> {
                    double[] gradient = new double[ImageRows.length(dy)];
                    double[] sums = new double[ImageRows.length(images)];
                    for (long r = from; r < to; r++) {
                        start(sums, null);
                        for (int m = 0; m < window.height(); m++) {
                            long row = ImageRows.outRow(window, r % rows, m, dy.size(1));
                            if (row >= 0) {
                                ImageRows.read(dy, r / rows, row, gradient);
                                addRowBack(gradient, weights, m, window, channels, sums);
                            }
                        }
                        ImageRows.write(images, r / rows, r % rows, sums, dx.accumulate());
                    }
                });
    }

    private static void addRowBack(
            double[] gradient,
            double[] weights,
            int m,
            Window window,
            Channels channels,
            double[] sums) {
        int width = sums.length / channels.in();
        for (int j = 0; j < gradient.length / channels.out(); j++) {
            for (int n = 0; n < window.width(); n++) {
                int column = ImageRows.column(window, j, n);
                for (int c = 0; column >= 0 && column < width && c < channels.in(); c++) {
                    int w = channels.row(m * window.width() + n, c);
                    int y = j * channels.out() + channels.first(c);
                    double sum = 0;
                    for (int o = 0; o < channels.outGroup(); o++) {
                        sum += gradient[y + o] * weights[w + o];
                    }
                    sums[column * channels.in() + c] += sum;
                }
            }
        }
    }

    /** Each thread takes some places of the window. */
    static void backwardWeight(View x, View dy, Window window, Target dweight) {
        Channels channels = Channels.of(x, dweight.view());
        int perPlace = channels.inGroup() * channels.out();
        Parallel.loop(
                (long) window.height() * window.width(),
                1,
                (from, to) -> {
                    for (int place = (int) from; place < to; place++) {
                        double[] sums = sums(x, dy, window, channels, place);
                        View view = dweight.view();
                        long at = view.offset() + (long) place * perPlace;
                        if (dweight.accumulate()) {
                            double[] old = new double[perPlace];
                            view.storage().get(at, old, 0, perPlace);
                            for (int i = 0; i < perPlace; i++) {
                                sums[i] += old[i];
                            }
                        }
                        view.storage().put(at, sums, 0, perPlace);
                    }
                });
    }

    private static double[] sums(View x, View dy, Window window, Channels channels, int place) {
        double[] sums = new double[channels.inGroup() * channels.out()];
        double[] pixels = new double[ImageRows.length(x)];
        double[] gradient = new double[ImageRows.length(dy)];
        int n = place % window.width();
        for (long image = 0; image < x.size(0); image++) {
            for (long r = 0; r < dy.size(1); r++) {
                long row = ImageRows.row(window, r, place / window.width());
                if (row >= 0 && row < x.size(1)) {
                    ImageRows.read(x, image, row, pixels);
                    ImageRows.read(dy, image, r, gradient);
                    addProducts(pixels, gradient, n, window, channels, sums);
                }
            }
        }
        return sums;
    }

    private static void addProducts(
            double[] pixels,
            double[] gradient,
            int n,
            Window window,
            Channels channels,
            double[] sums) {
        int width = pixels.length / channels.in();
        for (int j = 0; j < gradient.length / channels.out(); j++) {
            int column = ImageRows.column(window, j, n);
            for (int c = 0; column >= 0 && column < width && c < channels.in(); c++) {
                double pixel = pixels[column * channels.in() + c];
                int w = channels.row(0, c);
                int y = j * channels.out() + channels.first(c);
                for (int o = 0; o < channels.outGroup(); o++) {
                    sums[w + o] += pixel * gradient[y + o];
                }
            }
        }
    }

    private static double[] values(View view) {
        double[] values = new double[Math.toIntExact(view.length())];
        view.storage().get(view.offset(), values, 0, values.length);
        return values;
    }
}
