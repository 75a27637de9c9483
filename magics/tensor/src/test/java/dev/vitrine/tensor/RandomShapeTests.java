package dev.vitrine.tensor;

import static dev.vitrine.tensor.OperationCase.s;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Gradients on the reference device against differences, and the values and gradients of the
 * default device against the reference, at shapes that nobody thought of: size 0 and 1, odd sizes,
 * views, broadcasts.
 */
class RandomShapeTests {

    private static final int TRIES = 12;

    private static void check(String name, Function<Tensor[], Tensor> f, long[]... shapes) {
        OperationCase operation = new OperationCase(name, f, OperationCase.Domain.NORMAL, shapes);
        Device before = Device.current();
        try {
            Device.use(Device.named(DeviceParity.REFERENCE));
            GradientCheck.check(f, operation.inputs(DType.DOUBLE, 1));
            if (!before.name().equals(DeviceParity.REFERENCE)) {
                DeviceParity.check(before, DType.FLOAT, operation);
            }
        } finally {
            Device.use(before);
        }
    }

    /** Two shapes that broadcast. */
    record Pair(long[] left, long[] right) {
        @Override
        public String toString() {
            return Shape.text(left) + " and " + Shape.text(right);
        }
    }

    @Provide
    Arbitrary<Pair> pairs() {
        Arbitrary<List<Integer>> sizes = Arbitraries.integers().between(0, 5).list().ofMaxSize(3);
        Arbitrary<List<Integer>> masks = Arbitraries.integers().between(0, 3).list().ofSize(3);
        Arbitrary<Integer> dropped = Arbitraries.integers().between(0, 3);
        return Combinators.combine(sizes, masks, dropped)
                .as(
                        (size, mask, drop) -> {
                            long[] left = size.stream().mapToLong(i -> i).toArray();
                            long[] right = left.clone();
                            for (int i = 0; i < left.length; i++) {
                                left[i] = mask.get(i) == 1 ? 1 : left[i];
                                right[i] = mask.get(i) == 2 ? 1 : right[i];
                            }
                            int from = Math.min(drop, right.length);
                            return new Pair(left, Arrays.copyOfRange(right, from, right.length));
                        });
    }

    @Property(tries = 2 * TRIES)
    void elementwiseOfTwo(@ForAll("pairs") Pair pair) {
        Map<String, Function<Tensor[], Tensor>> operations =
                Map.of(
                        "add", x -> x[0].add(x[1]),
                        "sub", x -> x[0].sub(x[1]),
                        "mul", x -> x[0].mul(x[1]),
                        "div", x -> x[0].div(x[1].mul(x[1]).add(1)),
                        "maximum", x -> x[0].maximum(x[1]),
                        "where", x -> Tensor.where(x[0].gt(x[1]), x[0].mul(2), x[1]));
        operations.forEach((name, f) -> check(name, f, pair.left(), pair.right()));
    }

    @Property(tries = TRIES)
    void elementwiseOfViews(
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(max = 19) int columns,
            @ForAll @IntRange(max = 2) int skipped) {
        Map<String, Function<Tensor, Tensor>> functions =
                Map.of(
                        "gelu", x -> x.gelu(Gelu.ERF),
                        "silu", Tensor::silu,
                        "softplus", Tensor::softplus,
                        "tanh", Tensor::tanh,
                        "abs", Tensor::abs,
                        "clamp", x -> x.clamp(-0.5, 0.5));
        functions.forEach(
                (name, f) ->
                        check(
                                name,
                                x -> f.apply(x[0].slice(0, skipped, rows + skipped)),
                                s(rows + skipped, columns)));
    }

    @Property(tries = 2 * TRIES)
    void matmul(
            @ForAll @IntRange(max = 9) int m,
            @ForAll @IntRange(min = 1, max = 9) int k,
            @ForAll @IntRange(max = 9) int n,
            @ForAll boolean turnLeft,
            @ForAll boolean turnRight,
            @ForAll @IntRange(max = 3) int batches) {
        List<Long> left = new ArrayList<>(batches > 1 ? List.of((long) batches) : List.of());
        left.addAll(turnLeft ? List.of((long) k, (long) m) : List.of((long) m, (long) k));
        long[] right = turnRight ? s(n, k) : s(k, n);
        check(
                "matmul",
                x -> x[0].matmul(x[1], turnLeft, turnRight),
                left.stream().mapToLong(Long::longValue).toArray(),
                batches == 3 ? s(1, right[0], right[1]) : right);
    }

    @Property(tries = TRIES)
    void linear(
            @ForAll @IntRange(min = 1, max = 7) int rows,
            @ForAll @IntRange(min = 1, max = 18) int in,
            @ForAll @IntRange(min = 1, max = 18) int out,
            @ForAll Activation activation) {
        check("linear", x -> x[0].linear(x[1], x[2], activation), s(rows, in), s(in, out), s(out));
    }

    @Property(tries = TRIES)
    void alongAnAxis(
            @ForAll @IntRange(min = 1, max = 5) int a,
            @ForAll @IntRange(min = 1, max = 5) int b,
            @ForAll @IntRange(min = 1, max = 17) int c,
            @ForAll @IntRange(max = 2) int axis) {
        Map<String, Function<Tensor, Tensor>> functions =
                Map.of(
                        "sum", x -> x.sum(axis),
                        "mean", x -> x.mean(true, axis),
                        "max", x -> x.max(axis),
                        "softmax", x -> x.softmax(axis),
                        "logSoftmax", x -> x.logSoftmax(axis),
                        "logSumExp", x -> x.logSumExp(axis),
                        "cumsum", x -> x.cumsum(axis),
                        "sort", x -> x.sort(axis, true).values(),
                        "flip", x -> x.flip(axis),
                        "pad", x -> x.pad(axis, 1, 2, 0));
        functions.forEach((name, f) -> check(name, x -> f.apply(x[0]), s(a, b, c)));
    }

    @Property(tries = TRIES)
    void normalization(
            @ForAll @IntRange(min = 1, max = 4) int examples,
            @ForAll @IntRange(min = 2, max = 9) int places,
            @ForAll @IntRange(min = 1, max = 5) int groups,
            @ForAll @IntRange(min = 1, max = 4) int width) {
        long channels = (long) groups * width;
        long[] shape = s(examples, places, channels);
        long[] one = s(channels);
        check(
                "groupNorm",
                x -> Normalization.groupNorm(x[0], groups, x[1], x[2], 1e-3),
                shape,
                one,
                one);
        check(
                "batchNorm",
                x -> Normalization.batchNorm(x[0], x[1], x[2], 1e-3, null),
                shape,
                one,
                one);
        check("rmsNorm", x -> Normalization.rmsNorm(x[0], x[1], 1e-3), shape, one);
        check("layerNorm", x -> x[0].layerNorm(x[1], x[2], 1e-3), shape, one, one);
    }

    @Provide
    Arbitrary<Window> windows() {
        Arbitrary<Integer> size = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> step = Arbitraries.integers().between(1, 2);
        Arbitrary<Integer> padding = Arbitraries.integers().between(0, 2);
        return Combinators.combine(size, size, step, step, padding, padding, step)
                .as(
                        (height, width, y, x, top, left, dilation) ->
                                new Window(
                                        height, width, y, x, top, left, left, top, dilation,
                                        dilation));
    }

    @Property(tries = 2 * TRIES)
    void convolution(
            @ForAll("windows") Window window,
            @ForAll @IntRange(min = 1, max = 2) int batch,
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(min = 1, max = 2) int groups,
            @ForAll @IntRange(min = 1, max = 3) int in,
            @ForAll @IntRange(min = 1, max = 3) int out) {
        Assume.that(window.outHeight(height) > 0 && window.outWidth(width) > 0);
        check(
                "convolution " + window,
                x -> Convolutions.conv2d(x[0], x[1], x[2], window, groups),
                s(batch, height, width, (long) groups * in),
                s(window.height(), window.width(), in, (long) groups * out),
                s((long) groups * out));
    }

    @Property(tries = 2 * TRIES)
    void transposedConvolution(
            @ForAll("windows") Window window,
            @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 4) int width,
            @ForAll @IntRange(min = 1, max = 2) int groups,
            @ForAll @IntRange(min = 1, max = 3) int in,
            @ForAll @IntRange(min = 1, max = 3) int out) {
        Assume.that(window.inHeight(height) > 0 && window.inWidth(width) > 0);
        check(
                "transposedConvolution " + window,
                x -> Convolutions.convTranspose2d(x[0], x[1], x[2], window, groups),
                s(2, height, width, (long) groups * in),
                s(window.height(), window.width(), out, (long) groups * in),
                s((long) groups * out));
    }

    @Property(tries = TRIES)
    void pooling(
            @ForAll("windows") Window window,
            @ForAll @IntRange(min = 1, max = 6) int height,
            @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(min = 1, max = 3) int channels) {
        Assume.that(window.outHeight(height) > 0 && window.outWidth(width) > 0);
        int reachY = (window.height() - 1) * window.dilationY() + 1;
        int reachX = (window.width() - 1) * window.dilationX() + 1;
        Assume.that(Math.max(window.top(), window.bottom()) < reachY);
        Assume.that(Math.max(window.left(), window.right()) < reachX);
        long[] shape = s(2, height, width, channels);
        check("maxPool", x -> Convolutions.maxPool(x[0], window), shape);
        check("averagePool", x -> Convolutions.averagePool(x[0], window), shape);
    }

    @Property(tries = TRIES)
    void resize(
            @ForAll Interpolation interpolation,
            @ForAll boolean antialias,
            @ForAll @IntRange(min = 1, max = 7) int from,
            @ForAll @IntRange(min = 1, max = 9) int to) {
        check(
                "resize",
                x -> Convolutions.resize(x[0], to, from, interpolation, antialias),
                s(2, from, to, 3));
    }

    @Property(tries = 2 * TRIES)
    void attention(
            @ForAll @IntRange(min = 1, max = 3) int batch,
            @ForAll @IntRange(min = 1, max = 3) int heads,
            @ForAll @IntRange(min = 1, max = 7) int queries,
            @ForAll @IntRange(max = 4) int more,
            @ForAll @IntRange(min = 1, max = 5) int depth,
            @ForAll @IntRange(max = 4) int which) {
        AttentionMask mask =
                List.of(
                                AttentionMask.none(),
                                AttentionMask.causal(),
                                AttentionMask.prefix(2),
                                AttentionMask.keys(3),
                                AttentionMask.causalBlocks(2).and(AttentionMask.keys(4)))
                        .get(which);
        int keys = queries + more;
        check(
                "attention " + mask,
                x -> Tensor.attention(x[0], x[1], x[2], mask),
                s(batch, heads, queries, depth),
                s(batch, heads, keys, depth),
                s(batch, heads, keys, depth + 1));
    }

    @Property(tries = TRIES)
    void recurrence(
            @ForAll @IntRange(min = 1, max = 3) int batch,
            @ForAll @IntRange(min = 1, max = 3) int steps,
            @ForAll @IntRange(min = 1, max = 5) int hidden) {
        check(
                "lstm",
                x -> Recurrence.lstm(x[0], x[1], x[2], null, null).outputs(),
                s(batch, steps, 2),
                s(2, 4L * hidden),
                s(hidden, 4L * hidden));
        check(
                "gru",
                x -> Recurrence.gru(x[0], x[1], x[2], null, null, null),
                s(batch, steps, 2),
                s(2, 3L * hidden),
                s(hidden, 3L * hidden));
    }
}
