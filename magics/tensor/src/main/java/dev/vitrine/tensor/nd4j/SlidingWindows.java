package dev.vitrine.tensor.nd4j;

import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution and pooling as sums, or maxima, over the places of the window: at each place the
 * pixels that all windows meet there are one strided slice of the padded images.
 */
final class SlidingWindows {

    private final Nd4jKernels kernels;
    private final Window window;

    SlidingWindows(Nd4jKernels kernels, Window window) {
        this.kernels = kernels;
        this.window = window;
    }

    /** Lends memory for padded images, filled with a number. */
    private void withPadded(View images, double value, Consumer<View> body) {
        long height = images.size(1) + window.top() + window.bottom();
        long width = images.size(2) + window.left() + window.right();
        Storage storage =
                kernels.allocate(images.dtype(), images.size(0) * height * width * images.size(3));
        try {
            View padded = View.of(storage, 0, images.size(0), height, width, images.size(3));
            kernels.fill(padded, value);
            body.accept(padded);
        } finally {
            storage.release();
        }
    }

    private View inner(View padded, View images) {
        return padded.slice(1, window.top(), window.top() + images.size(1))
                .slice(2, window.left(), window.left() + images.size(2));
    }

    /** The pixels that the windows of all results meet at one place, shaped like the results. */
    private View met(View padded, View results, int m, int n) {
        long row = (long) m * window.dilationY();
        long column = (long) n * window.dilationX();
        return padded.slice(1, row, results.size(1), window.strideY())
                .slice(2, column, results.size(2), window.strideX());
    }

    private interface Place {
        void at(int m, int n);
    }

    private void places(Place body) {
        for (int m = 0; m < window.height(); m++) {
            for (int n = 0; n < window.width(); n++) {
                body.at(m, n);
            }
        }
    }

    /** Channels of one group of images, as the rows of a matrix. */
    private INDArray matrix(View images, long group, long channels) {
        View part = images.slice(3, group * channels, (group + 1) * channels);
        return kernels.array(part).dup('c').reshape(part.length() / channels, channels);
    }

    /** The weight between the channels of one group at one place of the window, (in, out). */
    private INDArray weight(View weight, int m, int n, long group, long groups) {
        View place = weight.slice(0, m, m + 1).slice(1, n, n + 1);
        long out = weight.size(3) / groups;
        View part = place.slice(3, group * out, (group + 1) * out);
        return kernels.array(part).dup('c').reshape(weight.size(2), out);
    }

    private void add(INDArray rows, View images, long group) {
        long channels = rows.size(1);
        INDArray to = kernels.array(images.slice(3, group * channels, (group + 1) * channels));
        to.addi(rows.reshape(to.shape()));
    }

    void convolution(View x, View weight, View bias, Target out) {
        View y = out.view();
        long groups = x.size(3) / weight.size(2);
        if (!out.accumulate()) {
            kernels.fill(y, 0);
        }
        withPadded(
                x,
                0,
                padded -> {
                    kernels.copy(x, inner(padded, x), false);
                    places(
                            (m, n) -> {
                                for (long g = 0; g < groups; g++) {
                                    INDArray from = matrix(met(padded, y, m, n), g, weight.size(2));
                                    add(from.mmul(weight(weight, m, n, g, groups)), y, g);
                                }
                            });
                });
        if (bias != null) {
            kernels.array(y).addi(kernels.array(bias.broadcastTo(y.shape())));
        }
    }

    void backwardData(View dy, View weight, Target dx) {
        View images = dx.view();
        long groups = images.size(3) / weight.size(2);
        long out = weight.size(3) / groups;
        withPadded(
                images,
                0,
                padded -> {
                    places(
                            (m, n) -> {
                                for (long g = 0; g < groups; g++) {
                                    INDArray turned = weight(weight, m, n, g, groups).transpose();
                                    INDArray rows = matrix(dy, g, out).mmul(turned);
                                    add(rows, met(padded, dy, m, n), g);
                                }
                            });
                    kernels.copy(inner(padded, images), images, dx.accumulate());
                });
    }

    void backwardWeight(View x, View dy, Target dweight) {
        View weights = dweight.view();
        long in = weights.size(2);
        long groups = x.size(3) / in;
        long out = weights.size(3) / groups;
        withPadded(
                x,
                0,
                padded -> {
                    kernels.copy(x, inner(padded, x), false);
                    places(
                            (m, n) -> {
                                for (long g = 0; g < groups; g++) {
                                    INDArray from = matrix(met(padded, dy, m, n), g, in);
                                    INDArray product = from.transpose().mmul(matrix(dy, g, out));
                                    View place = weights.slice(0, m, m + 1).slice(1, n, n + 1);
                                    View part = place.slice(3, g * out, (g + 1) * out);
                                    kernels.put(product, part, dweight.accumulate());
                                }
                            });
                });
    }

    void largest(View x, View out) {
        kernels.fill(out, Double.NEGATIVE_INFINITY);
        withPadded(
                x,
                Double.NEGATIVE_INFINITY,
                padded -> {
                    kernels.copy(x, inner(padded, x), false);
                    places(
                            (m, n) ->
                                    kernels.binary(
                                            Binary.MAXIMUM,
                                            out,
                                            met(padded, out, m, n),
                                            out,
                                            false));
                });
    }

    void largestBackward(View x, View y, View dy, Target dx) {
        INDArray left = kernels.array(dy).dup('c');
        INDArray largest = kernels.array(y);
        withPadded(
                x,
                Double.NEGATIVE_INFINITY,
                padded -> {
                    kernels.copy(x, inner(padded, x), false);
                    withPadded(
                            x,
                            0,
                            sums -> {
                                places(
                                        (m, n) -> {
                                            INDArray pixels =
                                                    kernels.array(met(padded, dy, m, n)).dup('c');
                                            INDArray hit =
                                                    pixels.eq(largest).castTo(left.dataType());
                                            INDArray share = left.mul(hit);
                                            kernels.array(met(sums, dy, m, n)).addi(share);
                                            // Only the first gets it.
                                            left.subi(share);
                                        });
                                kernels.copy(inner(sums, x), dx.view(), dx.accumulate());
                            });
                });
    }

    void mean(View x, View out) {
        INDArray sum = Nd4j.zerosLike(kernels.array(out));
        withPadded(
                x,
                0,
                padded -> {
                    kernels.copy(x, inner(padded, x), false);
                    places((m, n) -> sum.addi(kernels.array(met(padded, out, m, n))));
                });
        kernels.put(sum.divi(window.height() * window.width()), out, false);
    }

    void meanBackward(View dy, Target dx) {
        INDArray share = kernels.array(dy).div(window.height() * window.width());
        withPadded(
                dx.view(),
                0,
                sums -> {
                    places((m, n) -> kernels.array(met(sums, dy, m, n)).addi(share));
                    kernels.copy(inner(sums, dx.view()), dx.view(), dx.accumulate());
                });
    }
}
