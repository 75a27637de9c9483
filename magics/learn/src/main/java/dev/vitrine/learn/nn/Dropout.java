package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Tensor;

/**
 * While training, sets values to zero with the given probability and scales the others up to keep
 * the mean.
 */
public final class Dropout extends Layer {

    private final double rate;

    /**
     * @param rate probability of zero, from 0 to below 1; 0 does nothing
     * @throws IllegalArgumentException if it is outside that range
     */
    public Dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "dropout rate %s: must be from 0 to below 1".formatted(rate));
        }
        this.rate = rate;
    }

    /** The same shape; {@code x} itself outside training. */
    public Tensor forward(Tensor x) {
        return rate > 0 && isTraining() ? x.dropout(rate, trainingRandom()) : x;
    }
}
