package dev.vitrine.learn.train;

/**
 * What is known about a run before its first step.
 *
 * @param name of the model's class
 * @param parameters number of trainable values
 * @param totalSteps steps planned
 * @param batchSize examples per step
 * @param batchesPerEpoch steps per pass over the data
 * @param unit what an example is called in the plural, such as "images"
 * @param evaluates whether accuracy is measured on the way or at the end
 */
public record TrainingRun(
        String name,
        long parameters,
        long totalSteps,
        int batchSize,
        int batchesPerEpoch,
        String unit,
        boolean evaluates) {

    /** A run on images. */
    public TrainingRun(
            String name,
            long parameters,
            long totalSteps,
            int batchSize,
            int batchesPerEpoch,
            boolean evaluates) {
        this(name, parameters, totalSteps, batchSize, batchesPerEpoch, "images", evaluates);
    }

    /** Passes over the data planned. */
    public double epochs() {
        return (double) totalSteps / batchesPerEpoch;
    }
}
