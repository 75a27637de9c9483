package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;

/** D: says how much data and samples look like data. */
public abstract class GanDiscriminator extends Layer {

    /**
     * @param x data or samples, (B, ...), not both in one batch if it normalises over batches
     * @return logits (B, 1); the probability of being data is their sigmoid
     */
    public abstract Tensor forward(Tensor x);
}
