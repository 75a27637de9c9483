package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/** Group normalisation of (examples, places, channels), one example at a time. */
final class GroupNormLoops {

    private GroupNormLoops() {}

    static void forward(View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        int channels = Math.toIntExact(x.size(2));
        int groups = Math.toIntExact(mean.size(1));
        double[] factor = Rows.vector(scale, channels, 1);
        double[] shift = Rows.vector(bias, channels, 0);
        Parallel.loop(
                x.size(0),
                1,
                (from, to) -> {
                    double[] values = example(x);
                    for (long b = from; b < to; b++) {
                        x.storage().get(x.offset() + b * values.length, values, 0, values.length);
                        double[] means = new double[groups];
                        double[] rates = new double[groups];
                        statistics(values, channels, eps, means, rates);
                        for (int i = 0; i < values.length; i++) {
                            int c = i % channels;
                            int g = c * groups / channels;
                            values[i] = (values[i] - means[g]) * rates[g] * factor[c] + shift[c];
                        }
                        out.storage()
                                .put(out.offset() + b * values.length, values, 0, values.length);
                        mean.storage().put(mean.offset() + b * groups, means, 0, groups);
                        rstd.storage().put(rstd.offset() + b * groups, rates, 0, groups);
                    }
                });
    }

    private static void statistics(
            double[] values, int channels, double eps, double[] means, double[] rates) {
        int groups = means.length;
        double count = (double) values.length / groups;
        for (int i = 0; i < values.length; i++) {
            means[i % channels * groups / channels] += values[i] / count;
        }
        for (int i = 0; i < values.length; i++) {
            int g = i % channels * groups / channels;
            rates[g] += (values[i] - means[g]) * (values[i] - means[g]) / count;
        }
        for (int g = 0; g < groups; g++) {
            rates[g] = 1 / Math.sqrt(rates[g] + eps);
        }
    }

    static void backward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        int channels = Math.toIntExact(x.size(2));
        int groups = Math.toIntExact(mean.size(1));
        double[] factor = Rows.vector(scale, channels, 1);
        int parts = Parallel.parts(x.size(0), 1);
        double[][] scales = new double[parts][channels];
        double[][] biases = new double[parts][channels];
        Parallel.loopParts(
                x.size(0),
                1,
                (part, from, to) -> {
                    double[] normal = example(x);
                    double[] gradient = example(x);
                    double[] old = example(x);
                    double[] means = new double[groups];
                    double[] rates = new double[groups];
                    for (long b = from; b < to; b++) {
                        long at = b * normal.length;
                        x.storage().get(x.offset() + at, normal, 0, normal.length);
                        dy.storage().get(dy.offset() + at, gradient, 0, gradient.length);
                        mean.storage().get(mean.offset() + b * groups, means, 0, groups);
                        rstd.storage().get(rstd.offset() + b * groups, rates, 0, groups);
                        double[] sums = new double[groups];
                        double[] along = new double[groups];
                        for (int i = 0; i < normal.length; i++) {
                            int c = i % channels;
                            int g = c * groups / channels;
                            normal[i] = (normal[i] - means[g]) * rates[g];
                            scales[part][c] += gradient[i] * normal[i];
                            biases[part][c] += gradient[i];
                            gradient[i] *= factor[c];
                            sums[g] += gradient[i];
                            along[g] += gradient[i] * normal[i];
                        }
                        if (dx == null) {
                            continue;
                        }
                        double count = (double) normal.length / groups;
                        if (dx.accumulate()) {
                            dx.view().storage().get(dx.view().offset() + at, old, 0, old.length);
                        }
                        for (int i = 0; i < normal.length; i++) {
                            int g = i % channels * groups / channels;
                            old[i] +=
                                    rates[g]
                                            * (gradient[i]
                                                    - sums[g] / count
                                                    - normal[i] * along[g] / count);
                        }
                        dx.view().storage().put(dx.view().offset() + at, old, 0, old.length);
                        Arrays.fill(old, 0);
                    }
                });
        Rows.addParts(scales, dscale);
        Rows.addParts(biases, dbias);
    }

    private static double[] example(View x) {
        return new double[Math.toIntExact(x.size(1) * x.size(2))];
    }
}
