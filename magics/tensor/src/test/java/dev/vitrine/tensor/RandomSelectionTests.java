package dev.vitrine.tensor;

import static dev.vitrine.tensor.OperationCase.s;
import static dev.vitrine.tensor.RandomShapeTests.SEED;
import static dev.vitrine.tensor.RandomShapeTests.TRIES;
import static dev.vitrine.tensor.RandomShapeTests.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What {@link RandomShapeTests} checks, of the operations that choose, move, sum and solve. */
class RandomSelectionTests {

    private static int[] indices(int count, int below, long seed) {
        Philox random = new Philox(seed);
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> random.nextInt(below));
        return indices;
    }

    @Property(tries = TRIES, seed = SEED)
    void elementwiseOfOne(
            @ForAll @IntRange(max = 4) int rows, @ForAll @IntRange(min = 1, max = 19) int columns) {
        Map<String, Function<Tensor, Tensor>> functions =
                Map.ofEntries(
                        Map.entry("exp", Tensor::exp),
                        Map.entry("log", x -> x.mul(x).add(0.5).log()),
                        Map.entry("sqrt", x -> x.mul(x).add(0.5).sqrt()),
                        Map.entry("sigmoid", Tensor::sigmoid),
                        Map.entry("leakyRelu", x -> x.leakyRelu(0.3)),
                        Map.entry("relu", Tensor::relu),
                        Map.entry("gelu tanh", x -> x.gelu(Gelu.TANH)),
                        Map.entry("erf", Tensor::erf),
                        Map.entry("sin", Tensor::sin),
                        Map.entry("cos", Tensor::cos),
                        Map.entry("neg", Tensor::neg),
                        Map.entry("pow", x -> x.mul(x).add(0.5).pow(1.7)),
                        Map.entry("dropout", x -> x.dropout(0.4, new Philox(9))),
                        Map.entry("straightThrough", x -> x.straightThrough(x.detach().add(0))),
                        Map.entry("transpose", Tensor::transpose),
                        Map.entry("reshape", x -> x.reshape(columns, rows)));
        functions.forEach((name, f) -> check(name, x -> f.apply(x[0]), s(rows, columns)));
    }

    @Property(tries = TRIES, seed = SEED)
    void moves(
            @ForAll @IntRange(min = 1, max = 4) int a,
            @ForAll @IntRange(min = 2, max = 7) int b,
            @ForAll @IntRange(min = 1, max = 5) int c,
            @ForAll @IntRange(min = 1, max = 3) int step) {
        long[] shape = s(a, b, c);
        check("slice", x -> x[0].slice(1, 1, b, step), shape);
        check("split", x -> x[0].split(1, 1, b - 1).get(1), shape);
        check("stack", x -> Tensor.stack(step - 1, x[0], x[1]), shape, shape);
        check("concat", x -> Tensor.concat(1, x[0], x[1]), shape, s(a, step, c));
        check("tile", x -> x[0].tile(1, step, 2), shape);
        check("permute", x -> x[0].permute(2, 0, 1), shape);
        check("broadcastTo", x -> x[0].broadcastTo(step, a, b, c), s(a, 1, c));
        check("indexSelect", x -> x[0].indexSelect(1, indices(step + 2, b, a)), shape);
        check("embedding", x -> x[0].embedding(indices(a * 3, b, c), a, 3), s(b, c));
        int count = a * b * c;
        check("gather", x -> x[0].gather(1, indices(count, b, step)), shape);
        check(
                "scatterAdd",
                x -> x[0].scatterAdd(1, x[1], indices(a * step * c, b, 3)),
                shape,
                s(a, step, c));
    }

    @Property(tries = TRIES, seed = SEED)
    void reductions(
            @ForAll @IntRange(min = 1, max = 4) int a,
            @ForAll @IntRange(min = 2, max = 6) int b,
            @ForAll @IntRange(min = 2, max = 17) int c,
            @ForAll @IntRange(min = 1, max = 2) int axis) {
        Map<String, Function<Tensor, Tensor>> functions =
                Map.of(
                        "min", x -> x.min(axis),
                        "variance", x -> x.variance(true, axis),
                        "std", x -> x.std(false, axis),
                        "norm", x -> x.norm(false, axis),
                        "sum of two", x -> x.sum(0, axis),
                        "mean of all", x -> x.mean(),
                        "topK", x -> x.topK(axis, 2).values(),
                        "cumsum", x -> x.cumsum(axis));
        functions.forEach((name, f) -> check(name, x -> f.apply(x[0]), s(a, b, c)));
    }

    @Property(tries = TRIES, seed = SEED)
    void losses(
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 2, max = 9) int classes,
            @ForAll @IntRange(max = 2) int tenths) {
        int[] labels = indices(rows, classes, classes);
        labels[0] = rows > 1 ? -1 : labels[0]; // masked
        check(
                "crossEntropy",
                x -> Losses.crossEntropy(x[0], tenths / 10.0, labels),
                s(rows, classes));
        Function<Tensor, Tensor> targets = x -> new Philox(3).uniform(x.dtype(), rows, classes);
        check(
                "softmaxCrossEntropy",
                x -> x[0].softmaxCrossEntropy(targets.apply(x[0])),
                s(rows, classes));
        check(
                "sigmoidCrossEntropy",
                x -> x[0].sigmoidCrossEntropy(targets.apply(x[0])),
                s(rows, classes));
        check(
                "meanSquaredError",
                x -> Losses.meanSquaredError(x[0], x[1]),
                s(rows, classes),
                s(classes));
    }

    @Property(tries = TRIES, seed = SEED)
    void products(
            @ForAll @IntRange(min = 1, max = 5) int i,
            @ForAll @IntRange(min = 1, max = 5) int j,
            @ForAll @IntRange(min = 1, max = 5) int k) {
        check("einsum", x -> Tensor.einsum("bij,bjk->kbi", x), s(2, i, j), s(2, j, k));
        check("einsum of three", x -> Tensor.einsum("i,ij,jk->k", x), s(i), s(i, j), s(j, k));
        check("selfAttention", x -> x[0].selfAttention(k), s(i, j, 6L * k));
        check(
                "weightStandardize",
                x -> Normalization.weightStandardize(x[0], 1e-3),
                s(2, i, j + 1, k));
        check(
                "batchNormTrained",
                x ->
                        Normalization.batchNormTrained(
                                x[0], x[1], x[2], 1e-3, running(x[1].dtype(), k)),
                s(i, j, k),
                s(k),
                s(k));
        check("lstmCell", x -> Recurrence.lstmCell(x[0], x[1]).hidden(), s(i, 4L * j), s(i, j));
        check(
                "gruCell",
                x -> Recurrence.gruCell(x[0], x[1], x[2]),
                s(i, 3L * j),
                s(i, 3L * j),
                s(i, j));
        check(
                "recomputation",
                x -> Recomputation.of(z -> z.matmul(x[1]).tanh(), null, List.of(), x[0]),
                s(i, j),
                s(j, k));
    }

    private static Normalization.RunningStatistics running(DType dtype, int channels) {
        Tensor mean = new Philox(3).normal(dtype, channels);
        Tensor variance = new Philox(4).uniform(dtype, channels).add(0.5);
        return new Normalization.RunningStatistics(mean, variance, 0.1);
    }

    /** Far from singular: the identity, and something small. */
    private static Tensor wellConditioned(Tensor small) {
        int n = Math.toIntExact(small.size(0));
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        return small.mul(0.1).add(Tensor.oneHot(n, all).to(small.dtype()).to(small.device()));
    }

    @Property(tries = TRIES, seed = SEED)
    void linearAlgebra(
            @ForAll @IntRange(min = 1, max = 5) int n, @ForAll @IntRange(min = 1, max = 4) int m) {
        check("solve", x -> LinearAlgebra.solve(wellConditioned(x[0]), x[1]), s(n, n), s(n, m));
        check("inverse", x -> LinearAlgebra.inverse(wellConditioned(x[0])), s(n, n));
        check(
                "cholesky",
                x -> {
                    Tensor a = wellConditioned(x[0]);
                    return LinearAlgebra.cholesky(a.matmul(a, false, true));
                },
                s(n, n));
        check("singular values", x -> LinearAlgebra.svd(x[0]).values(), s(n, m));
        check(
                "eigenvalues",
                x -> LinearAlgebra.eigen(x[0].matmul(x[0], false, true)).values(),
                s(n, n));
    }

    @Property(tries = TRIES, seed = SEED)
    void imagesAlongALine(
            @ForAll @IntRange(min = 3, max = 9) int length,
            @ForAll @IntRange(min = 1, max = 3) int in,
            @ForAll @IntRange(min = 1, max = 3) int out) {
        check(
                "conv1d",
                x -> Convolutions.conv1d(x[0], x[1], x[2], Window.line(3).withPadding(1), 1),
                s(2, length, in),
                s(3, in, out),
                s(out));
        check(
                "globalAveragePool",
                x -> Convolutions.globalAveragePool(x[0]),
                s(2, length, in, out));
        check("globalMaxPool", x -> Convolutions.globalMaxPool(x[0]), s(2, length, in, out));
    }
}
