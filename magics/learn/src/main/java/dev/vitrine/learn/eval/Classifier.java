package dev.vitrine.learn.eval;

import dev.vitrine.tensor.Tensor;

/** A model that gives each image a score per class. */
@FunctionalInterface
public interface Classifier {

    /**
     * @param images (B, H, W, C) in [-1, 1]
     * @return logits (B, classes)
     */
    Tensor forward(Tensor images);
}
