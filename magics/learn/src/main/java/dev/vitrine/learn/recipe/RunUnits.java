package dev.vitrine.learn.recipe;

/**
 * What lengths of a training run are counted in, for {@link Recipe#steps}.
 *
 * @param examples in an epoch
 * @param batchSize examples in a step
 * @param totalSteps of the run, for shares of it; 0 where that is not known yet
 */
public record RunUnits(long examples, long batchSize, long totalSteps) {

    public RunUnits {
        if (examples < 1 || batchSize < 1 || totalSteps < 0) {
            throw new IllegalArgumentException(
                    "a run of %d examples in batches of %d for %d steps: at least one of each expected"
                            .formatted(examples, batchSize, totalSteps));
        }
    }

    /** Of a run whose length is not known yet. */
    public RunUnits(long examples, long batchSize) {
        this(examples, batchSize, 0);
    }

    /** The same with a length. */
    public RunUnits withTotal(long steps) {
        return new RunUnits(examples, batchSize, steps);
    }

    /** Steps in so many epochs, at least 1. */
    public long steps(double epochs) {
        return Math.max(1, Math.round(ofEpochs(epochs)));
    }

    /** Steps in so many examples, before rounding. */
    double ofExamples(double count) {
        return count / batchSize;
    }

    /** Steps in so many epochs, before rounding. */
    double ofEpochs(double count) {
        return count * examples / batchSize;
    }

    /** Steps in a share of the run, before rounding. */
    double ofShare(double share) {
        return share * totalSteps;
    }
}
