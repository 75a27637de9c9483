package dev.vitrine.learn.optim;

/**
 * The share of the base learning rate that each step uses.
 *
 * <p>Formulas are big_vision's ({@code utils.create_learning_rate_schedule}); a schedule multiplies
 * the weight decay too.
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
        requirePositive(totalSteps);
        return step -> end + (1 - end) * (1 - progress(step, 0, totalSteps));
    }

    /** Half a cosine from 1 down to 0: ½ (1 + cos(π · progress)). */
    static Schedule cosine(long totalSteps) {
        return warmupCosine(0, totalSteps);
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
        requirePositive(totalSteps);
        if (warmupSteps < 0 || warmupSteps >= totalSteps) {
            throw new IllegalArgumentException(
                    "warm-up of %d steps: must be from 0 to less than the %d steps of the run"
                            .formatted(warmupSteps, totalSteps));
        }
        return step -> {
            double decay = 0.5 * (1 + Math.cos(Math.PI * progress(step, warmupSteps, totalSteps)));
            double warmup = warmupSteps == 0 ? 1 : Math.min(1, (double) step / warmupSteps);
            return decay * warmup;
        };
    }

    private static double progress(long step, long warmupSteps, long totalSteps) {
        return Math.max(0, Math.min(1, (double) (step - warmupSteps) / (totalSteps - warmupSteps)));
    }

    private static void requirePositive(long totalSteps) {
        if (totalSteps < 1) {
            throw new IllegalArgumentException(
                    "a schedule over %d steps: at least 1 expected".formatted(totalSteps));
        }
    }
}
