package dev.vitrine.tensor;

import static dev.vitrine.tensor.OperationCase.add;
import static dev.vitrine.tensor.OperationCase.s;

import java.util.List;

/** Operations that choose, move, order and sum over elements by their place. */
final class SelectionCases {

    private SelectionCases() {}

    static void addTo(List<OperationCase> cases) {
        addMoves(cases);
        addIndices(cases);
        addReductions(cases);
        addEinsum(cases);
        addLosses(cases);
    }

    private static void addMoves(List<OperationCase> cases) {
        add(cases, "where of a number", x -> where(x[0], x[1]), s(3, 4), s());
        add(cases, "maximum with itself", x -> x[0].maximum(x[0]), s(3, 4));
        add(cases, "slice with steps", x -> x[0].slice(1, 1, 6, 2), s(3, 7));
        add(cases, "slice with steps, first", x -> x[0].slice(0, 0, 5, 3), s(5, 2));
        add(cases, "slice of one in steps", x -> x[0].slice(1, 2, 3, 7), s(2, 3));
        add(cases, "split", x -> product(x[0].split(1, 2, 2)), s(3, 4));
        add(cases, "stack 0", x -> Tensor.stack(0, x), s(2, 3), s(2, 3));
        add(cases, "stack last", x -> Tensor.stack(-1, x[0], x[0]), s(2, 3));
        add(cases, "flip", x -> x[0].flip(1), s(2, 5, 3));
        add(cases, "flip of one", x -> x[0].flip(-1), s(2, 1));
        add(cases, "pad", x -> x[0].pad(1, 2, 1, 0.5), s(2, 3, 4));
        add(cases, "pad nothing", x -> x[0].pad(0, 0, 0, 1), s(3));
        add(cases, "pad an empty axis", x -> x[0].slice(0, 1, 1).pad(0, 1, 2, 3).add(x[0]), s(3));
        add(cases, "tile", x -> x[0].tile(2, 1, 3), s(2, 3, 4));
        add(cases, "straightThrough", x -> x[0].straightThrough(x[0].detach()), s(3, 5));
    }

    private static Tensor where(Tensor x, Tensor number) {
        return Tensor.where(x.gt(x.mean()), x, number);
    }

    private static Tensor product(List<Tensor> two) {
        return two.get(0).mul(two.get(1));
    }

    private static void addIndices(List<OperationCase> cases) {
        add(cases, "embedding", x -> x[0].embedding(new int[] {3, 0, 3, 1}, 2, 2), s(4, 5));
        add(cases, "gather 0", x -> x[0].gather(0, 2, 0, 1, 1, 1, 0), s(3, 2));
        add(cases, "gather 1", x -> x[0].gather(1, 2, 0, 1, 1, 1, 0, 2, 2), s(2, 3, 2));
        add(cases, "gather last", x -> x[0].gather(-1, 4, 4, 0, 1, 2, 3), s(2, 1, 5));
        add(cases, "scatterAdd", x -> x[0].scatterAdd(1, x[1], 1, 1, 0, 2), s(2, 3), s(2, 2));
        add(
                cases,
                "scatterAdd to the first axis",
                x -> x[0].scatterAdd(0, x[1], 1, 0, 2),
                s(4, 3),
                s(1, 3));
        add(cases, "sort", x -> x[0].sort(-1, false).values(), s(3, 7));
        add(cases, "sort the middle, descending", x -> x[0].sort(1, true).values(), s(2, 5, 3));
        add(cases, "topK", x -> x[0].topK(-1, 3).values(), s(4, 6));
        add(cases, "topK of the first axis", x -> x[0].topK(0, 2).values(), s(5, 3));
        add(cases, "topK of nothing", x -> x[0].add(x[0].topK(0, 0).values().sum()), s(5));
    }

    private static void addReductions(List<OperationCase> cases) {
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            add(cases, "min " + a, x -> x[0].min(a), s(3, 1, 5));
            add(cases, "logSumExp " + a, x -> x[0].logSumExp(a), s(3, 4, 5));
            add(cases, "cumsum " + a, x -> x[0].cumsum(a), s(3, 4, 5));
            add(cases, "cumsum of one, " + a, x -> x[0].cumsum(a), s(1, 1, 1));
            add(cases, "variance " + a, x -> x[0].variance(true, a), s(3, 4, 5));
            add(cases, "std " + a, x -> x[0].std(false, a), s(3, 4, 5));
            add(cases, "norm " + a, x -> x[0].norm(false, a), s(3, 4, 5));
        }
        add(cases, "variance of all", x -> x[0].variance(false), s(3, 5));
    }

    private static void addEinsum(List<OperationCase> cases) {
        add(cases, "einsum matmul", x -> Tensor.einsum("ij,jk->ik", x), s(3, 4), s(4, 5));
        add(cases, "einsum bqk", x -> Tensor.einsum("bqd,bkd->bqk", x), s(2, 3, 4), s(2, 5, 4));
        add(cases, "einsum outer", x -> Tensor.einsum("i,j->ji", x), s(3), s(4));
        add(cases, "einsum dot", x -> Tensor.einsum("i, i -> ", x), s(3), s(3));
        add(cases, "einsum sums", x -> Tensor.einsum("aij,bj->b", x), s(2, 3, 4), s(5, 4));
        add(cases, "einsum of one", x -> Tensor.einsum("ijk->ki", x), s(2, 3, 4));
        add(
                cases,
                "einsum of three",
                x -> Tensor.einsum("bi,ij,bj->b", x),
                s(2, 3),
                s(3, 4),
                s(2, 4));
    }

    private static void addLosses(List<OperationCase> cases) {
        add(cases, "crossEntropy", x -> Losses.crossEntropy(x[0], 1, 0, 2, 1), s(4, 3));
        add(cases, "crossEntropy, one class", x -> Losses.crossEntropy(x[0], 0), s(1, 1));
        add(
                cases,
                "crossEntropy, smoothed and masked",
                x -> Losses.crossEntropy(x[0], 0.1, 1, -1, 2, 0, -1, 3).mul(3),
                s(2, 3, 4));
        add(
                cases,
                "crossEntropy, all masked",
                x -> Losses.crossEntropy(x[0], -1, -1).add(x[0].sum()),
                s(2, 3));
        add(
                cases,
                "sigmoidCrossEntropy, masked",
                x -> Losses.sigmoidCrossEntropy(x[0], x[1], x[0].detach().gt(x[1].detach())),
                s(3, 4),
                s(3, 4));
        add(cases, "meanSquaredError", x -> Losses.meanSquaredError(x[0], x[1]), s(3, 4), s(4));
    }
}
