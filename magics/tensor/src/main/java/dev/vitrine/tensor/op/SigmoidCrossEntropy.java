package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.View;

/**
 * y = sum(softplus(z) - t z) / B for logits z and targets t (B, C); dz = (sigmoid(z) - t) / B dy.
 */
public final class SigmoidCrossEntropy extends CrossEntropy {

    @Override
    public String name() {
        return "sigmoidCrossEntropy";
    }

    @Override
    void compute(Forward f, View logits, View targets, View loss, View slope) {
        f.kernels().sigmoidCrossEntropy(logits, targets, loss, slope);
    }
}
