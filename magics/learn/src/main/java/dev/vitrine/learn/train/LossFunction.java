package dev.vitrine.learn.train;

import dev.vitrine.learn.data.Batch;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.tensor.Tensor;

/** What training makes small. */
@FunctionalInterface
public interface LossFunction {

    /** The loss of a batch, a scalar that remembers how it came about. */
    Tensor loss(Batch batch);

    /** Softmax cross-entropy with the batch's targets, mean over the batch, in nats. */
    static LossFunction softmaxCrossEntropy(Classifier model) {
        return batch -> model.forward(batch.images()).softmaxCrossEntropy(batch.targets());
    }

    /** Sigmoid cross-entropy, summed over classes, mean over the batch: big_vision's default. */
    static LossFunction sigmoidCrossEntropy(Classifier model) {
        return batch -> model.forward(batch.images()).sigmoidCrossEntropy(batch.targets());
    }
}
