package dev.vitrine.papers.scaling;

import java.util.List;
import java.util.Locale;

/**
 * How the error E of the best model that a compute budget C buys falls with that budget: {@code
 * E(C) = a (C + d)^(-b) + c} ("Scaling Vision Transformers", arXiv 2106.04560, section 2.2).
 *
 * <p>A straight line in log-log axes, saturated at both ends: c is the error that no compute
 * removes; d the compute that no training at all amounts to, since guessing has a finite error.
 *
 * @param a error at C + d = 1 above c
 * @param b exponent
 * @param c irreducible error, 0 or more
 * @param d shift, in the unit of C, 0 or more
 */
public record ScalingLaw(double a, double b, double c, double d) {

    /** The range in which an exponent is looked for. */
    private static final double MIN_EXPONENT = 0.01;

    private static final double MAX_EXPONENT = 2;

    /** Points along each axis of the grid over c and d, and how often it is drawn closer. */
    private static final int GRID = 33;

    private static final int REFINEMENTS = 14;

    /** E(C). */
    public double error(double compute) {
        return a * Math.pow(compute + d, -b) + c;
    }

    /**
     * The law with the smallest squared error of log E. For each c and d of a grid, a and b follow
     * from a weighted straight line through log(E - c) over log(C + d); the grid is then drawn
     * closer around the best. Deterministic.
     *
     * @param runs on the frontier, see {@link ScalingRun#frontier}: four at least
     * @throws IllegalArgumentException if there are fewer, or an error or a compute is not above 0
     */
    public static ScalingLaw fit(List<ScalingRun> runs) {
        Points points = Points.of(runs, 4);
        double highestC = points.smallestError() * (1 - 1e-4);
        double lowestD = Math.log(points.smallestCompute() * 1e-4);
        double highestD = Math.log(points.largestCompute());
        ScalingLaw best = points.line(0, 0);
        double bestResidual = points.residual(best);
        double cFrom = 0;
        double cTo = highestC;
        double dFrom = lowestD;
        double dTo = highestD;
        for (int round = 0; round < REFINEMENTS; round++) {
            for (int i = 0; i < GRID; i++) {
                double c = cFrom + (cTo - cFrom) * i / (GRID - 1);
                for (int j = 0; j < GRID; j++) {
                    double d =
                            j == 0 && round == 0
                                    ? 0
                                    : Math.exp(dFrom + (dTo - dFrom) * j / (GRID - 1));
                    ScalingLaw law = points.line(c, d);
                    double residual = points.residual(law);
                    if (residual < bestResidual) {
                        best = law;
                        bestResidual = residual;
                    }
                }
            }
            double cReach = (cTo - cFrom) / 4;
            double dReach = (dTo - dFrom) / 4;
            double logD = best.d == 0 ? lowestD : Math.log(best.d);
            cFrom = Math.max(0, best.c - cReach);
            cTo = Math.min(highestC, best.c + cReach);
            dFrom = Math.max(lowestD, logD - dReach);
            dTo = Math.min(highestD, logD + dReach);
        }
        return best;
    }

    /**
     * The plain power law {@code a C^(-b)} with the smallest squared error of log E, to compare
     * with.
     *
     * @throws IllegalArgumentException if there are fewer than two runs, or an error or a compute
     *     is not above 0
     */
    public static ScalingLaw fitStraight(List<ScalingRun> runs) {
        return Points.of(runs, 2).line(0, 0);
    }

    /** Sum of (log E - log E(C))² over some runs. */
    public double residual(List<ScalingRun> runs) {
        return Points.of(runs, 1).residual(this);
    }

    /** Share of the variance of log E that the law explains; 1 is all of it. */
    public double rSquared(List<ScalingRun> runs) {
        Points points = Points.of(runs, 1);
        return 1 - points.residual(this) / points.variance();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "E(C) = %.4g (C + %.3g)^-%.3f + %.4g", a, d, b, c);
    }

    /** Compute and error of runs. */
    private record Points(double[] compute, double[] error) {

        static Points of(List<ScalingRun> runs, int atLeast) {
            if (runs.size() < atLeast) {
                throw new IllegalArgumentException(
                        "scaling law: %d runs, but %d at least are needed"
                                .formatted(runs.size(), atLeast));
            }
            return new Points(
                    runs.stream().mapToDouble(ScalingRun::flops).toArray(),
                    runs.stream().mapToDouble(ScalingRun::error).toArray());
        }

        private double smallestError() {
            return smallest(error);
        }

        private double smallestCompute() {
            return smallest(compute);
        }

        private static double smallest(double[] values) {
            double smallest = Double.POSITIVE_INFINITY;
            for (double value : values) {
                smallest = Math.min(smallest, value);
            }
            return smallest;
        }

        private double largestCompute() {
            double largest = 0;
            for (double value : compute) {
                largest = Math.max(largest, value);
            }
            return largest;
        }

        /**
         * The best a and b for a given c and d. Points are weighted by ((E - c) / E)², since an
         * error of log E is that much smaller than the one of log(E - c) that it makes.
         */
        private ScalingLaw line(double c, double d) {
            double weights = 0;
            double meanX = 0;
            double meanY = 0;
            for (int i = 0; i < error.length; i++) {
                double weight = weight(i, c);
                weights += weight;
                meanX += weight * Math.log(compute[i] + d);
                meanY += weight * Math.log(error[i] - c);
            }
            meanX /= weights;
            meanY /= weights;
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < error.length; i++) {
                double x = Math.log(compute[i] + d) - meanX;
                xx += weight(i, c) * x * x;
                xy += weight(i, c) * x * (Math.log(error[i] - c) - meanY);
            }
            double b = Math.min(MAX_EXPONENT, Math.max(MIN_EXPONENT, xx > 0 ? -xy / xx : 0));
            return new ScalingLaw(Math.exp(meanY + b * meanX), b, c, d);
        }

        private double weight(int i, double c) {
            double share = (error[i] - c) / error[i];
            return share * share;
        }

        private double residual(ScalingLaw law) {
            double sum = 0;
            for (int i = 0; i < error.length; i++) {
                double difference = Math.log(error[i]) - Math.log(law.error(compute[i]));
                sum += difference * difference;
            }
            return sum;
        }

        private double variance() {
            double mean = 0;
            for (double value : error) {
                mean += Math.log(value) / error.length;
            }
            double sum = 0;
            for (double value : error) {
                sum += (Math.log(value) - mean) * (Math.log(value) - mean);
            }
            return sum;
        }
    }
}
