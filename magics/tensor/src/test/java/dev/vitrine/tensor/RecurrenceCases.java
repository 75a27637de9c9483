package dev.vitrine.tensor;

import static dev.vitrine.tensor.OperationCase.add;
import static dev.vitrine.tensor.OperationCase.s;

import dev.vitrine.tensor.Recurrence.LstmOutput;
import dev.vitrine.tensor.Recurrence.LstmState;
import java.util.Arrays;
import java.util.List;

/** Recurrent cells and layers, and linear algebra. */
final class RecurrenceCases {

    private RecurrenceCases() {}

    static void addTo(List<OperationCase> cases) {
        for (long[] size : new long[][] {s(3, 5), s(1, 1), s(2, 16)}) {
            long b = size[0];
            long h = size[1];
            add(
                    cases,
                    "lstmCell",
                    x -> both(Recurrence.lstmCell(x[0], x[1])),
                    s(b, 4 * h),
                    s(b, h));
            add(
                    cases,
                    "lstmCell, hidden alone",
                    x -> Recurrence.lstmCell(x[0], x[1]).hidden(),
                    s(b, 4 * h),
                    s(b, h));
            add(
                    cases,
                    "gruCell",
                    x -> Recurrence.gruCell(x[0], x[1], x[2]),
                    s(b, 3 * h),
                    s(b, 3 * h),
                    s(b, h));
        }
        add(
                cases,
                "lstm",
                x -> Recurrence.lstm(x[0], x[1], x[2], x[3], null).outputs(),
                s(2, 4, 3),
                s(3, 8),
                s(2, 8),
                s(8));
        for (long steps : new long[] {1, 3}) {
            add(
                    cases,
                    "lstm from a state, outputs and last cell",
                    x -> {
                        LstmState start = new LstmState(x[4], x[5]);
                        LstmOutput out = Recurrence.lstm(x[0], x[1], x[2], x[3], start);
                        Tensor state = both(out.state());
                        return out.outputs()
                                .sum(1)
                                .add(state.slice(1, 0, 2).mul(state.slice(1, 2, 4)));
                    },
                    s(2, steps, 3),
                    s(3, 8),
                    s(2, 8),
                    s(8),
                    s(2, 2),
                    s(2, 2));
        }
        add(
                cases,
                "lstm whose arguments are used twice",
                x -> {
                    LstmState start = new LstmState(x[2], x[2]);
                    LstmOutput out = Recurrence.lstm(x[0], x[1], x[1], x[3], start);
                    return both(out.state()).mul(x[3].slice(0, 0, 4)).add(x[0].sum());
                },
                s(3, 2, 2),
                s(2, 8),
                s(3, 2),
                s(8));
        add(
                cases,
                "lstm of uneven sequences",
                x -> {
                    LstmState start = new LstmState(x[4], x[4]);
                    LstmOutput out = Recurrence.lstm(x[0], x[1], x[2], x[3], start, 4, 1, 2);
                    Tensor some = out.outputs().slice(1, 0, 1).reshape(3, 2);
                    return both(out.state()).add(Tensor.concat(1, some, some));
                },
                s(3, 4, 3),
                s(3, 8),
                s(2, 8),
                s(8),
                s(3, 2));
        add(
                cases,
                "gru",
                x -> Recurrence.gru(x[0], x[1], x[2], x[3], x[4], x[5]),
                s(2, 4, 3),
                s(3, 6),
                s(2, 6),
                s(6),
                s(6),
                s(2, 2));
        addLinearAlgebra(cases);
    }

    /** Rows longer than a piece of the loops, and enough of them for threads. */
    static void addLargeTo(List<OperationCase> cases) {
        add(
                cases,
                "lstmCell",
                x -> both(Recurrence.lstmCell(x[0], x[1])),
                s(17, 4 * 1100),
                s(17, 1100));
        add(
                cases,
                "lstm",
                x -> Recurrence.lstm(x[0], x[1], x[2], x[3], null).outputs(),
                s(33, 5, 40),
                s(40, 4 * 72),
                s(72, 4 * 72),
                s(4 * 72));
    }

    private static Tensor both(LstmState state) {
        return Tensor.concat(1, state.hidden(), state.cell());
    }

    private static void addLinearAlgebra(List<OperationCase> cases) {
        for (long n : new long[] {1, 4}) {
            add(cases, "solve", x -> LinearAlgebra.solve(far(x[0]), x[1]), s(n, n), s(n, 3));
            add(cases, "inverse", x -> LinearAlgebra.inverse(far(x[0])), s(n, n));
            add(cases, "cholesky", x -> LinearAlgebra.cholesky(positive(x[0])), s(n, n));
            add(cases, "eigen", x -> parts(LinearAlgebra.eigen(positive(x[0]))), s(n, n));
        }
        add(cases, "svd, tall", x -> LinearAlgebra.svd(x[0]).values(), s(4, 2));
        add(cases, "svd, wide", x -> LinearAlgebra.svd(x[0]).values(), s(2, 3));
    }

    /** Squares of the vectors, since their signs are any. */
    private static Tensor parts(LinearAlgebra.Eigen eigen) {
        Tensor vectors = eigen.vectors();
        return vectors.mul(vectors).add(eigen.values());
    }

    /** Far from singular. */
    private static Tensor far(Tensor x) {
        return x.add(eye(x).mul(5));
    }

    private static Tensor positive(Tensor x) {
        return x.matmul(x, false, true).add(eye(x));
    }

    private static Tensor eye(Tensor x) {
        int n = (int) x.size(0);
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        return Tensor.oneHot(n, rows).to(x.dtype());
    }
}
