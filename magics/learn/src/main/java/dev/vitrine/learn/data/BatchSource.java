package dev.vitrine.learn.data;

import java.util.Map;

/**
 * Training data cut into batches, one for each step.
 *
 * @param <B> what a step sees
 */
public interface BatchSource<B extends Splittable<B>> {

    /**
     * The batch of a step, the same one each time it is asked for.
     *
     * @param step from 0, without upper bound
     */
    B at(long step);

    /** Examples in a batch. */
    int batchSize();

    /** Batches in one pass over the data. */
    int batchesPerEpoch();

    /** What an example is called in the plural, such as "images". */
    String unit();

    /** What must be the same when a run goes on from its checkpoint, in words by name. */
    Map<String, String> fingerprint();
}
