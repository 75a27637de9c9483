package dev.vitrine.learn.data;

import dev.vitrine.tensor.Tensor;

/**
 * What one training step sees.
 *
 * @param images (B, H, W, C) in [-1, 1], augmented and mixed
 * @param targets (B, classes), each row a probability distribution: one-hot, or a mixture of two
 *     after MixUp
 * @param labels (B) the classes of the images before mixing
 */
public record Batch(Tensor images, Tensor targets, int[] labels) {

    public int size() {
        return labels.length;
    }
}
