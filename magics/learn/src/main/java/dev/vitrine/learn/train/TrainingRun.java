package dev.vitrine.learn.train;

import java.util.List;

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
 * @param losses what the losses of a step are called; "loss" where there is one only
 */
public record TrainingRun(
        String name,
        long parameters,
        long totalSteps,
        int batchSize,
        int batchesPerEpoch,
        String unit,
        boolean evaluates,
        List<String> losses) {

    public TrainingRun {
        losses = List.copyOf(losses);
    }

    /** A run on images with one loss. */
    public TrainingRun(
            String name,
            long parameters,
            long totalSteps,
            int batchSize,
            int batchesPerEpoch,
            boolean evaluates) {
        this(
                name,
                parameters,
                totalSteps,
                batchSize,
                batchesPerEpoch,
                "images",
                evaluates,
                List.of("loss"));
    }

    /** Passes over the data planned. */
    public double epochs() {
        return (double) totalSteps / batchesPerEpoch;
    }
}
