package dev.vitrine.tensor;

import static dev.vitrine.tensor.OperationCase.add;
import static dev.vitrine.tensor.OperationCase.s;

import java.util.List;

final class NormalizationCases {

    private NormalizationCases() {}

    static void addTo(List<OperationCase> cases) {
        long[][] shapes = {s(2, 3, 2, 6), s(1, 5, 6), s(3, 6), s(2, 1, 1, 6)};
        for (long[] shape : shapes) {
            for (int groups : new int[] {1, 2, 6}) {
                boolean constant =
                        groups == 6 && shape.length == 2
                                || shape.length == 4 && shape[1] == 1 && groups == 6;
                if (!constant) {
                    addGroupNorm(cases, groups, shape);
                }
            }
        }
        for (long[] shape : new long[][] {s(2, 3, 2, 4), s(5, 3), s(2, 3, 1)}) {
            long c = shape[shape.length - 1];
            add(
                    cases,
                    "batchNorm",
                    x -> Normalization.batchNorm(x[0], x[1], x[2], 1e-5, null),
                    shape,
                    s(c),
                    s(c));
            add(
                    cases,
                    "batchNorm, plain, and residual",
                    x -> Normalization.batchNorm(x[0], null, null, 1e-5, null).add(x[0]),
                    shape);
            add(cases, "batchNormTrained", x -> trained(x[0], x[1], x[2]), shape, s(c), s(c));
            add(cases, "rmsNorm", x -> Normalization.rmsNorm(x[0], x[1], 1e-6), shape, s(c));
            add(cases, "rmsNorm, plain", x -> Normalization.rmsNorm(x[0], null, 1e-6), shape);
        }
        add(
                cases,
                "weightStandardize",
                x -> Normalization.weightStandardize(x[0], 1e-10),
                s(3, 3, 2, 4));
    }

    /** Sizes at which threads share the work. */
    static void addLargeTo(List<OperationCase> cases) {
        addGroupNorm(cases, 4, 5, 17, 16, 48);
        addGroupNorm(cases, 2, 3, 7, 1030);
        add(
                cases,
                "batchNorm",
                x -> Normalization.batchNorm(x[0], x[1], x[2], 1e-5, null),
                s(8, 33, 32, 10),
                s(10),
                s(10));
        add(cases, "rmsNorm", x -> Normalization.rmsNorm(x[0], x[1], 1e-6), s(300, 193), s(193));
    }

    private static void addGroupNorm(List<OperationCase> cases, int groups, long... shape) {
        long c = shape[shape.length - 1];
        add(
                cases,
                "groupNorm " + groups,
                x -> Normalization.groupNorm(x[0], groups, x[1], x[2], 1e-5),
                shape,
                s(c),
                s(c));
    }

    private static Tensor trained(Tensor x, Tensor scale, Tensor bias) {
        Tensor mean = new Philox(3).normal(x.dtype(), scale.shape());
        Tensor variance = new Philox(4).uniform(x.dtype(), scale.shape()).add(0.5);
        var running = new Normalization.RunningStatistics(mean, variance, 0.1);
        return Normalization.batchNormTrained(x, scale, bias, 1e-5, running);
    }
}
