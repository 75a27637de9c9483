package dev.vitrine.learn.optim;

import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The share of the base learning rate that each step uses.
 *
 * <p>Formulas are big_vision's ({@code utils.create_learning_rate_schedule}); a schedule multiplies
 * the weight decay too. Warm-up and cool-down go with any of them:
 *
 * <pre>{@code
 * Schedule.rsqrt(10_000).afterWarmup(10_000).withCooldown(50_000, 1_000_000)
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {

    /**
     * @param step from 0
     * @return 0 to 1
     */
    double at(long step);

    /** Always the base rate. */
    static Schedule constant() {
        return step -> 1;
    }

    /**
     * From 1 down to {@code end} in a straight line.
     *
     * @param end share left at the last step, 0 to 1
     */
    static Schedule linear(long totalSteps, double end) {
        return polynomial(totalSteps, end, 1);
    }

    /**
     * From 1 down to {@code end} with a power of the share of the run that is left: end + (1 − end)
     * (1 − progress)^power.
     *
     * @param end share left at the last step, 0 to 1
     * @param power above 0; 1 is {@link #linear}
     */
    static Schedule polynomial(long totalSteps, double end, double power) {
        requirePositive("a schedule over", totalSteps);
        if (!(power > 0)) {
            throw new IllegalArgumentException("power %s: must be above 0".formatted(power));
        }
        return step -> end + (1 - end) * Math.pow(1 - progress(step, totalSteps), power);
    }

    /**
     * 1 at first, then another share from each of some steps on.
     *
     * @param shares by the step from which on they hold, counted from the schedule's start
     */
    static Schedule stair(SortedMap<Long, Double> shares) {
        if (shares.isEmpty() || shares.firstKey() < 0) {
            throw new IllegalArgumentException(
                    "stairs at %s: at least one step from 0 on expected"
                            .formatted(shares.keySet()));
        }
        NavigableMap<Long, Double> stairs = new TreeMap<>(shares);
        return step -> {
            Map.Entry<Long, Double> stair = stairs.floorEntry(step);
            return stair == null ? 1 : stair.getValue();
        };
    }

    /** Half a cosine from 1 down to 0: ½ (1 + cos(π · progress)). */
    static Schedule cosine(long totalSteps) {
        requirePositive("a schedule over", totalSteps);
        return step -> 0.5 * (1 + Math.cos(Math.PI * progress(step, totalSteps)));
    }

    /**
     * Reciprocal square root, 1 / √(1 + step / timescale): it never ends, so a run can be cut off
     * anywhere with a {@linkplain #withCooldown cool-down} ("Scaling Vision Transformers", arXiv
     * 2106.04560, section 3.5).
     *
     * @param timescale steps until the rate is 1/√2; 10,000 in the paper
     */
    static Schedule rsqrt(long timescale) {
        requirePositive("a timescale of", timescale);
        return step -> 1 / Math.sqrt(1 + (double) step / timescale);
    }

    /**
     * The schedule of the Transformer (arXiv 1706.03762, equation 3), often called Noam: up in a
     * straight line, then down with the reciprocal square root, d^−½ · min(s^−½, s · w^−1.5) with s
     * = step + 1. It is the whole learning rate, so the base rate is 1, or a factor; at its peak it
     * is 1 / √(d · w).
     *
     * @param width d, the width of the model
     * @param warmupSteps w; 4,000 in the paper
     */
    static Schedule noam(int width, long warmupSteps) {
        requirePositive("a warm-up of", warmupSteps);
        if (width < 1) {
            throw new IllegalArgumentException("width %d: at least 1 expected".formatted(width));
        }
        return step -> {
            double s = step + 1;
            return Math.min(1 / Math.sqrt(s), s * Math.pow(warmupSteps, -1.5)) / Math.sqrt(width);
        };
    }

    /**
     * Up from 0 in a straight line during the warm-up, then half a cosine down to 0.
     *
     * <p>At small budgets about a tenth of the steps is a good warm-up; the papers' 10,000 steps
     * would never end.
     *
     * @throws IllegalArgumentException if the warm-up is not shorter than the run
     */
    static Schedule warmupCosine(long warmupSteps, long totalSteps) {
        requirePositive("a schedule over", totalSteps);
        if (warmupSteps < 0 || warmupSteps >= totalSteps) {
            throw new IllegalArgumentException(
                    "warm-up of %d steps: must be from 0 to less than the %d steps of the run"
                            .formatted(warmupSteps, totalSteps));
        }
        return cosine(totalSteps - warmupSteps).afterWarmup(warmupSteps);
    }

    /**
     * Up in a straight line from 0 to this schedule's start, then this schedule from its start on.
     *
     * @param steps length of the warm-up; one schedule over what remains of the run belongs behind
     *     it
     */
    default Schedule afterWarmup(long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "warm-up of %d steps: must not be negative".formatted(steps));
        }
        return steps == 0
                ? this
                : step -> Math.min(1, (double) step / steps) * at(Math.max(0, step - steps));
    }

    /**
     * This schedule, times a straight line from 1 to 0 at the end of the run.
     *
     * @param steps length of the cool-down
     * @param totalSteps of the run, the warm-up included
     */
    default Schedule withCooldown(long steps, long totalSteps) {
        requirePositive("a cool-down of", steps);
        return step -> at(step) * Math.max(0, Math.min(1, (double) (totalSteps - step) / steps));
    }

    private static double progress(long step, long totalSteps) {
        return Math.max(0, Math.min(1, (double) step / totalSteps));
    }

    private static void requirePositive(String what, long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "%s %d steps: at least 1 expected".formatted(what, steps));
        }
    }
}
