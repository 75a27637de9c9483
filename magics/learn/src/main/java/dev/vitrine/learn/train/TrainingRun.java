package dev.vitrine.learn.train;

/**
 * What is known about a run before its first step.
 *
 * @param name of the model's class
 * @param parameters number of trainable values
 * @param totalSteps steps planned
 * @param batchSize images per step
 * @param batchesPerEpoch steps per pass over the data
 * @param evaluates whether accuracy is measured on the way or at the end
 */
public record TrainingRun(
        String name,
        long parameters,
        long totalSteps,
        int batchSize,
        int batchesPerEpoch,
        boolean evaluates) {

    /** Passes over the data planned. */
    public double epochs() {
        return (double) totalSteps / batchesPerEpoch;
    }
}
