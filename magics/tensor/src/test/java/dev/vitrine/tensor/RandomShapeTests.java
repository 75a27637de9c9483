package dev.vitrine.tensor;

import static dev.vitrine.tensor.OperationCase.s;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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

    static final int TRIES = 12;

    /**
     * The same shapes in every run, since a difference across a kink says nothing: of many fresh
     * shapes some have one. Another number gives other shapes.
     */
    static final String SEED = "20261122";

    static void check(String name, Function<Tensor[], Tensor> f, long[]... shapes) {
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

    @Property(tries = 2 * TRIES, seed = SEED)
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

    @Property(tries = TRIES, seed = SEED)
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

    @Property(tries = 2 * TRIES, seed = SEED)
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

    @Property(tries = TRIES, seed = SEED)
    void linear(
            @ForAll @IntRange(min = 1, max = 7) int rows,
            @ForAll @IntRange(min = 1, max = 18) int in,
            @ForAll @IntRange(min = 1, max = 18) int out,
            @ForAll Activation activation) {
        check("linear", x -> x[0].linear(x[1], x[2], activation), s(rows, in), s(in, out), s(out));
    }

    @Property(tries = TRIES, seed = SEED)
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

    @Property(tries = TRIES, seed = SEED)
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

    private static int reachY(Window window) {
        return (window.height() - 1) * window.dilationY() + 1;
    }

    private static int reachX(Window window) {
        return (window.width() - 1) * window.dilationX() + 1;
    }

    /** Images (2, H, W, C) that just hold a window, or are so many rows and columns larger. */
    private static long[] holding(Window window, int more, long channels) {
        int height = Math.max(1, reachY(window) - window.top() - window.bottom());
        int width = Math.max(1, reachX(window) - window.left() - window.right());
        return s(2, height + more, width + 2L * more, channels);
    }

    @Property(tries = 2 * TRIES, seed = SEED)
    void convolution(
            @ForAll("windows") Window window,
            @ForAll @IntRange(max = 2) int more,
            @ForAll @IntRange(min = 1, max = 2) int groups,
            @ForAll @IntRange(min = 1, max = 3) int in,
            @ForAll @IntRange(min = 1, max = 3) int out) {
        check(
                "convolution " + window,
                x -> Convolutions.conv2d(x[0], x[1], x[2], window, groups),
                holding(window, more, (long) groups * in),
                s(window.height(), window.width(), in, (long) groups * out),
                s((long) groups * out));
    }

    @Property(tries = 2 * TRIES, seed = SEED)
    void transposedConvolution(
            @ForAll("windows") Window window,
            @ForAll @IntRange(max = 2) int more,
            @ForAll @IntRange(min = 1, max = 2) int groups,
            @ForAll @IntRange(min = 1, max = 3) int in,
            @ForAll @IntRange(min = 1, max = 3) int out) {
        int height = 1 + window.top() + window.bottom() + more;
        int width = 1 + window.left() + window.right();
        check(
                "transposedConvolution " + window,
                x -> Convolutions.convTranspose2d(x[0], x[1], x[2], window, groups),
                s(1, height, width, (long) groups * in),
                s(window.height(), window.width(), out, (long) groups * in),
                s((long) groups * out));
    }

    @Property(tries = TRIES, seed = SEED)
    void pooling(
            @ForAll("windows") Window any,
            @ForAll @IntRange(max = 3) int more,
            @ForAll @IntRange(min = 1, max = 3) int channels) {
        int y = reachY(any) - 1;
        int x = reachX(any) - 1;
        Window window =
                any.withPadding(
                        Math.min(y, any.top()),
                        Math.min(y, any.bottom()),
                        Math.min(x, any.left()),
                        Math.min(x, any.right()));
        long[] shape = holding(window, more, channels);
        check("maxPool", t -> Convolutions.maxPool(t[0], window), shape);
        check("averagePool", t -> Convolutions.averagePool(t[0], window), shape);
    }

    @Property(tries = TRIES, seed = SEED)
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

    @Property(tries = 2 * TRIES, seed = SEED)
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

    @Property(tries = TRIES, seed = SEED)
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
        int[] lengths = new int[batch];
        Arrays.setAll(lengths, i -> 1 + (i + hidden) % steps);
        check(
                "lstm from a state, of uneven sequences",
                x -> {
                    Recurrence.LstmState start = new Recurrence.LstmState(x[4], x[5]);
                    Recurrence.LstmState end =
                            Recurrence.lstm(x[0], x[1], x[2], x[3], start, lengths).state();
                    return Tensor.concat(1, end.hidden(), end.cell());
                },
                s(batch, steps, 2),
                s(2, 4L * hidden),
                s(hidden, 4L * hidden),
                s(4L * hidden),
                s(batch, hidden),
                s(batch, hidden));
        check(
                "gru",
                x -> Recurrence.gru(x[0], x[1], x[2], null, null, null),
                s(batch, steps, 2),
                s(2, 3L * hidden),
                s(hidden, 3L * hidden));
    }
}
