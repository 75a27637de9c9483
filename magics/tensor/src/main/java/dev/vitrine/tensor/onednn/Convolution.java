package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;

/**
 * Convolution and its gradients, channels last. Threads share the images of a batch. Weights go
 * into the blocked layout that the primitive chose each time, since training changes them each
 * time; that takes a percent of a convolution.
 *
 * <p>A window of one pixel is a product of matrices, and goes there.
 */
final class Convolution {

    /** Floating-point operations worth another thread. */
    private static final double GRAIN = 1e6;

    private static final int BYTES = DType.FLOAT.bytes();

    private final ConvolutionShape shape;

    private Convolution(ConvolutionShape shape) {
        this.shape = shape;
    }

    /** See {@link dev.vitrine.tensor.Kernels#convolution}. */
    static void forward(View x, View weight, View bias, Window window, Target out) {
        ConvolutionShape shape = ConvolutionShape.of(x, weight, out.view(), window);
        if (shape.isProduct()) {
            product(x.rows(), false, matrix(weight), false, bias, rows(out));
        } else {
            new Convolution(shape).forward(x, weight, bias, out);
        }
    }

    /** See {@link dev.vitrine.tensor.Kernels#convolutionBackwardData}. */
    static void backwardData(View dy, View weight, Window window, Target dx) {
        ConvolutionShape shape = ConvolutionShape.of(dx.view(), weight, dy, window);
        if (shape.isProduct()) {
            product(dy.rows(), false, matrix(weight), true, null, rows(dx));
        } else {
            new Convolution(shape).backwardData(dy, weight, dx);
        }
    }

    /** See {@link dev.vitrine.tensor.Kernels#convolutionBackwardWeight}. */
    static void backwardWeight(View x, View dy, Window window, Target dweight) {
        ConvolutionShape shape = ConvolutionShape.of(x, dweight.view(), dy, window);
        if (shape.isProduct()) {
            Target target = new Target(matrix(dweight.view()), dweight.accumulate());
            product(x.rows(), true, dy.rows(), false, null, target);
        } else {
            new Convolution(shape).backwardWeight(x, dy, dweight);
        }
    }

    private static View matrix(View weight) {
        return weight.reshape(weight.size(2), weight.size(3));
    }

    private static Target rows(Target images) {
        return new Target(images.view().rows(), images.accumulate());
    }

    private static void product(
            View a, boolean transposeA, View b, boolean transposeB, View bias, Target out) {
        Matmul.run(
                a,
                transposeA,
                b,
                transposeB,
                bias,
                Activation.NONE,
                null,
                out.view(),
                out.accumulate());
    }

    private long grain() {
        return (long) Math.max(1, GRAIN / shape.flopsPerImage());
    }

    private void forward(View x, View weight, View bias, Target out) {
        View y = out.view();
        if (bias == null && Patches.suitsForward(shape)) {
            Parallel.loop(
                    x.size(0),
                    grain(),
                    (from, to) ->
                            new Patches(shape).forward(x, weight, y, from, to, out.accumulate()));
            return;
        }
        Parallel.loop(
                x.size(0),
                grain(),
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    ConvolutionShape part = shape.withImages(to - from);
                    Primitive primitive =
                            ConvolutionPrimitives.forward(
                                    context, part, bias != null, out.accumulate());
                    primitive
                            .at(0, image(x, from))
                            .at(
                                    1,
                                    blocked(
                                            context,
                                            ConvolutionPrimitives.Pass.FORWARD,
                                            part,
                                            weight))
                            .at(2, image(y, from));
                    if (bias != null) {
                        primitive.at(3, bias.address());
                    }
                    primitive.execute(context);
                });
    }

    /** The gradient primitive cannot add to what is there, so that takes memory in between. */
    private void backwardData(View dy, View weight, Target dx) {
        if (Patches.suitsBackwardData(shape)) {
            Parallel.loop(
                    dy.size(0),
                    grain(),
                    (from, to) -> new Patches(shape).backwardData(dy, weight, dx, from, to));
        } else if (dx.accumulate()) {
            Storage storage = Storage.allocate(DType.FLOAT, dx.view().length());
            try {
                View gradient = View.of(storage, 0, dx.view().shape());
                backwardData(dy, weight, gradient);
                FloatMapping.copy(gradient, dx.view(), true);
            } finally {
                storage.release();
            }
        } else {
            backwardData(dy, weight, dx.view());
        }
    }

    private void backwardData(View dy, View weight, View dx) {
        Parallel.loop(
                dy.size(0),
                grain(),
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    ConvolutionShape part = shape.withImages(to - from);
                    ConvolutionPrimitives.backwardData(context, part)
                            .at(0, image(dx, from))
                            .at(1, blocked(context, ConvolutionPrimitives.Pass.DATA, part, weight))
                            .at(2, image(dy, from))
                            .execute(context);
                });
    }

    /** Each thread sums over its images; the sums are then added in the order of the threads. */
    private void backwardWeight(View x, View dy, Target dweight) {
        int parts = Parallel.parts(x.size(0), grain());
        long length = dweight.view().length();
        Storage sums = Storage.allocate(DType.FLOAT, parts * length);
        try {
            Parallel.loopParts(
                    x.size(0),
                    grain(),
                    (part, from, to) ->
                            weightSum(
                                    x,
                                    dy,
                                    from,
                                    to,
                                    sums.pointer().address() + BYTES * part * length));
            View of = View.of(sums, 0, parts, length);
            View to = dweight.view().reshape(length);
            FloatMapping.copy(of.slice(0, 0, 1).reshape(length), to, dweight.accumulate());
            for (int part = 1; part < parts; part++) {
                FloatMapping.copy(of.slice(0, part, part + 1).reshape(length), to, true);
            }
        } finally {
            sums.release();
        }
    }

    private void weightSum(View x, View dy, long from, long to, long sum) {
        if (Patches.suitsBackwardWeight(shape)) {
            new Patches(shape).backwardWeight(x, dy, from, to, sum);
            return;
        }
        ThreadContext context = ThreadContext.current();
        ConvolutionShape part = shape.withImages(to - from);
        Primitive primitive = ConvolutionPrimitives.backwardWeight(context, part);
        primitive.at(0, image(x, from)).at(2, image(dy, from));
        long blocked = context.intermediate().bytes(primitive.bytes(1));
        primitive.at(1, blocked).execute(context);
        ConvolutionPrimitives.plainWeight(context, part).at(0, blocked).at(1, sum).execute(context);
    }

    /** Address of a copy of the weight in the layout that a primitive wants. */
    private static long blocked(
            ThreadContext context,
            ConvolutionPrimitives.Pass pass,
            ConvolutionShape part,
            View weight) {
        Primitive reorder = ConvolutionPrimitives.blockedWeight(context, pass, part);
        long blocked = context.intermediate().bytes(reorder.bytes(1));
        reorder.at(0, weight.address()).at(1, blocked).execute(context);
        return blocked;
    }

    private static long image(View images, long index) {
        return images.address() + BYTES * index * (images.length() / images.size(0));
    }
}
