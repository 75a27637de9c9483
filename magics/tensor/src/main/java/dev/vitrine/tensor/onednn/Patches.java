package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;
import java.util.Arrays;

/**
 * Convolution as a product of matrices: what the window sees at each place of the result becomes a
 * row of height · width · channels numbers ("im2col"), and the weight in our layout is the other
 * matrix as it is. Some rows at a time, in a thread's scratch memory.
 *
 * <p>On processors without AVX-512 it is faster than oneDNN's own primitives for gradients of
 * weights, for single pixels with strides, and for some gradients of images (measured, see
 * docs/benchmarks.md).
 */
final class Patches {

    /** Fewer channels make too little of a product; oneDNN's own code for them is good. */
    private static final int FEW_CHANNELS = 16;

    /** Results this narrow leave oneDNN's gradient of images half empty vectors. */
    private static final int NARROW = 4;

    /** Places at a time; more where many results make the sum over them costly to add to. */
    private static final long PLACES = 256;

    private static final int BYTES = DType.FLOAT.bytes();

    private final ConvolutionShape shape;
    private final Window window;
    private final int channels;
    private final int run;
    private final int patch;

    /** Elements from patch to patch: rows at a power of two of bytes would share cache lines. */
    private final int stride;

    private final Storage zeros;

    Patches(ConvolutionShape shape) {
        this.shape = shape;
        window = shape.window();
        channels = Math.toIntExact(shape.in());
        run = window.width() * channels;
        patch = window.height() * run;
        stride = patch % 256 == 0 ? patch + 16 : patch;
        zeros = ThreadContext.current().zeros(run);
    }

    private static boolean suits(ConvolutionShape shape) {
        return Gemm.isPreferred()
                && shape.groups() == 1
                && shape.window().dilationX() == 1
                && shape.out() >= FEW_CHANNELS;
    }

    static boolean suitsForward(ConvolutionShape shape) {
        return suits(shape) && isPixel(shape.window()) && shape.in() >= FEW_CHANNELS;
    }

    static boolean suitsBackwardData(ConvolutionShape shape) {
        Window window = shape.window();
        boolean apart = window.strideX() >= window.width() && window.strideY() >= window.height();
        boolean strides = window.strideX() > 1 || window.strideY() > 1;
        return suits(shape)
                && strides
                && (apart || shape.in() < FEW_CHANNELS || shape.outWidth() <= NARROW);
    }

    static boolean suitsBackwardWeight(ConvolutionShape shape) {
        return suits(shape) && shape.in() >= FEW_CHANNELS;
    }

    private static boolean isPixel(Window window) {
        return window.height() == 1 && window.width() == 1;
    }

    /** Lines of the result that are worth one product. */
    private long lines() {
        return Math.max(1, Math.max(PLACES, 2 * shape.out()) / shape.outWidth());
    }

    /** The result of some images, without bias. */
    void forward(View x, View weight, View y, long from, long to, boolean accumulate) {
        ThreadContext context = ThreadContext.current();
        long end = to * shape.outHeight();
        for (long line = from * shape.outHeight(), n; line < end; line += n) {
            n = Math.min(lines(), end - line);
            long places = n * shape.outWidth();
            long patches = gather(context, x, line, n);
            Gemm.run(
                    context,
                    new Gemm.Matrix(patches, stride, false),
                    new Gemm.Matrix(weight.address(), shape.out(), false),
                    new Gemm.Matrix(result(y, line), shape.out(), false),
                    places,
                    shape.out(),
                    patch,
                    accumulate);
        }
    }

    /** The gradient of some images. */
    void backwardData(View dy, View weight, Target dx, long from, long to) {
        ThreadContext context = ThreadContext.current();
        float[] image = new float[Math.toIntExact(shape.height() * shape.width() * channels)];
        float[] row = new float[patch];
        long end = to * shape.outHeight();
        for (long line = from * shape.outHeight(), n; line < end; line += n) {
            n = Math.min(lines(), end - line);
            long places = n * shape.outWidth();
            Storage patches = context.intermediate().floats(places * stride);
            Gemm.run(
                    context,
                    new Gemm.Matrix(result(dy, line), shape.out(), false),
                    new Gemm.Matrix(weight.address(), shape.out(), true),
                    new Gemm.Matrix(patches.pointer().address(), stride, false),
                    places,
                    patch,
                    shape.out(),
                    false);
            for (long place = 0; place < places; place++) {
                long l = line + place / shape.outWidth();
                long column = place % shape.outWidth();
                if (column == 0 && l % shape.outHeight() == 0) {
                    begin(dx, l / shape.outHeight(), image);
                }
                patches.get(place * stride, row, 0, patch);
                add(row, image, l % shape.outHeight(), column);
                if (column == shape.outWidth() - 1 && (l + 1) % shape.outHeight() == 0) {
                    long at = dx.view().offset() + l / shape.outHeight() * image.length;
                    dx.view().storage().put(at, image, 0, image.length);
                }
            }
        }
    }

    private static void begin(Target dx, long index, float[] image) {
        if (dx.accumulate()) {
            View images = dx.view();
            images.storage().get(images.offset() + index * image.length, image, 0, image.length);
        } else {
            Arrays.fill(image, 0);
        }
    }

    /**
     * The gradient of the weight over some images.
     *
     * @param sum address of where it goes
     */
    void backwardWeight(View x, View dy, long from, long to, long sum) {
        ThreadContext context = ThreadContext.current();
        long first = from * shape.outHeight();
        long end = to * shape.outHeight();
        for (long line = first, n; line < end; line += n) {
            n = Math.min(lines(), end - line);
            long places = n * shape.outWidth();
            long patches = gather(context, x, line, n);
            Gemm.run(
                    context,
                    new Gemm.Matrix(patches, stride, true),
                    new Gemm.Matrix(result(dy, line), shape.out(), false),
                    new Gemm.Matrix(sum, shape.out(), false),
                    patch,
                    shape.out(),
                    places,
                    line > first);
        }
    }

    private long result(View y, long line) {
        return y.address() + BYTES * line * shape.outWidth() * shape.out();
    }

    /** Address of the patches of some lines of the results of all images, counted through. */
    private long gather(ThreadContext context, View x, long line, long lines) {
        Storage to = context.intermediate().floats(lines * shape.outWidth() * stride);
        long at = 0;
        for (long l = line; l < line + lines; l++) {
            long image =
                    x.offset() + l / shape.outHeight() * shape.height() * shape.width() * channels;
            long top = l % shape.outHeight() * window.strideY() - window.top();
            for (long place = 0; place < shape.outWidth(); place++) {
                long left = place * window.strideX() - window.left();
                for (int m = 0; m < window.height(); m++) {
                    long row = top + (long) m * window.dilationY();
                    gatherRun(x.storage(), image, row, left, to, at + (long) m * run);
                }
                at += stride;
            }
        }
        return to.pointer().address();
    }

    /** One row of the window: what lies inside the image, between zeros. */
    private void gatherRun(Storage x, long image, long row, long left, Storage to, long at) {
        int before = before(left);
        int count = inside(row, left);
        if (count < run) {
            zeros.copyTo(0, to, at, before);
            int after = before + count;
            zeros.copyTo(0, to, at + after, run - after);
        }
        long from = image + (row * shape.width() + left) * channels + before;
        x.copyTo(from, to, at + before, count);
    }

    private void add(float[] patchRow, float[] image, long line, long place) {
        long left = place * window.strideX() - window.left();
        int before = before(left);
        for (int m = 0; m < window.height(); m++) {
            long row = line * window.strideY() - window.top() + (long) m * window.dilationY();
            int count = inside(row, left);
            int at = (int) ((row * shape.width() + left) * channels) + before;
            if (count > 0) {
                FloatLoops.addInto(patchRow, m * run + before, image, at, count);
            }
        }
    }

    /** Elements of a row of the window that lie to the left of the image. */
    private int before(long left) {
        return (int) Math.min(run, Math.max(0, -left) * channels);
    }

    /** Elements of a row of the window that lie inside the image. */
    private int inside(long row, long left) {
        if (row < 0 || row >= shape.height()) {
            return 0;
        }
        long end = Math.min(window.width(), shape.width() - left) * channels;
        return (int) Math.max(0, end - before(left));
    }
}
