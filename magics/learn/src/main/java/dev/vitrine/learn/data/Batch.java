package dev.vitrine.learn.data;

import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * What one training step sees.
 *
 * @param images (B, H, W, C) in [-1, 1], augmented and mixed
 * @param targets (B, classes), each row a probability distribution: one-hot, or a mixture of two
 *     after MixUp
 * @param labels (B) the classes of the images before mixing
 */
public record Batch(Tensor images, Tensor targets, int[] labels) implements Splittable<Batch> {

    @Override
    public int size() {
        return labels.length;
    }

    /** The number of images. */
    @Override
    public double weight() {
        return size();
    }

    /** Shares this batch's memory. */
    @Override
    public Batch part(int from, int to) {
        return new Batch(
                images.slice(0, from, to),
                targets.slice(0, from, to),
                Arrays.copyOfRange(labels, from, to));
    }
}
