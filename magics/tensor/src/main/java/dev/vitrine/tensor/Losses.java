package dev.vitrine.tensor;

import dev.vitrine.tensor.op.LabelCrossEntropy;

/**
 * Losses beside {@link Tensor#softmaxCrossEntropy} and {@link Tensor#sigmoidCrossEntropy}. Each is
 * a scalar.
 */
public final class Losses {

    private Losses() {}

    /** Softmax cross-entropy with labels; see the longer form. */
    public static Tensor crossEntropy(Tensor logits, int... labels) {
        return crossEntropy(logits, 0, labels);
    }

    /**
     * Softmax cross-entropy with labels, mean over those that are not negative; rows with a
     * negative label are masked out. Without any other rows it is 0.
     *
     * @param logits (…, classes)
     * @param smoothing probability in [0, 1] that is spread over all classes alike (Szegedy et al.,
     *     arXiv 1512.00567, section 7)
     * @param labels one for each row of the logits
     */
    public static Tensor crossEntropy(Tensor logits, double smoothing, int... labels) {
        Tensor rows = logits.rank() == 2 ? logits : logits.reshape(labels.length, logits.size(-1));
        return Tensor.apply(new LabelCrossEntropy(smoothing, labels), rows);
    }

    /**
     * Sigmoid cross-entropy, mean over the elements that a mask marks: sum(mask (softplus(z) - t
     * z)) / sum(mask).
     *
     * @param logits z
     * @param targets t, probabilities of the same shape
     * @param mask 1 where an element counts, else 0; broadcasts to that shape
     */
    public static Tensor sigmoidCrossEntropy(Tensor logits, Tensor targets, Tensor mask) {
        Tensor each = logits.softplus().sub(targets.mul(logits));
        Tensor weights = mask.broadcastTo(logits.shape());
        return each.mul(weights).sum().div(weights.sum());
    }

    /**
     * Kullback-Leibler divergence of what a model says from target probabilities, Σ p (log p − log
     * softmax(z)), mean over rows: softmax cross-entropy without the part that no model can lower,
     * so that 0 is perfect. For learning from another model's answers.
     *
     * @param logits z, (rows, classes)
     * @param targets p, of the same shape, each row with sum 1; constants
     */
    public static Tensor divergence(Tensor logits, Tensor targets) {
        double negativeEntropy = 0;
        for (double p : targets.toDoubleArray()) {
            negativeEntropy += p * Math.log(Math.max(p, 1e-30));
        }
        return logits.softmaxCrossEntropy(targets.detach()).add(negativeEntropy / targets.size(0));
    }

    /** Mean squared difference, over all elements. */
    public static Tensor meanSquaredError(Tensor prediction, Tensor target) {
        Tensor difference = prediction.sub(target);
        return difference.mul(difference).mean();
    }
}
