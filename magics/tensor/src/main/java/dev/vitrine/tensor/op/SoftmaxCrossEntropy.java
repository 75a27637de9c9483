package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.View;

/**
 * y = -sum(t log softmax(z)) / B for logits z and targets t (B, C); dz = (softmax(z) sum_c(t) - t)
 * / B dy.
 */
public final class SoftmaxCrossEntropy extends CrossEntropy {

    @Override
    public String name() {
        return "softmaxCrossEntropy";
    }

    @Override
    void compute(Forward f, View logits, View targets, View loss, View slope) {
        f.kernels().softmaxCrossEntropy(logits, targets, loss, slope);
    }
}
