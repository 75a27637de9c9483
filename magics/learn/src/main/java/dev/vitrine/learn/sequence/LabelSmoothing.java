package dev.vitrine.learn.sequence;

import dev.vitrine.tensor.Losses;
import dev.vitrine.tensor.Tensor;

/**
 * Cross-entropy with targets that are not quite certain (Szegedy et al., arXiv 1512.00567, section
 * 7; 0.1 in the Transformer's section 5.4). Two conventions are in use, and their losses are not
 * comparable. In both the token of padding is one of the V tokens, which get their share; where
 * padding stands in a batch, no label counts.
 */
public enum LabelSmoothing {
    /**
     * The label has probability 1 − ε, every other token ε / (V − 1). The entropy of that target is
     * taken from the loss, so that a perfect model has 0. As in Tensor2Tensor.
     */
    OTHERS {
        @Override
        public Tensor loss(Tensor logits, double smoothing, int... labels) {
            int classes = classes(logits);
            return Losses.crossEntropy(logits, spread(smoothing, classes), labels)
                    .sub(floor(smoothing, classes));
        }

        @Override
        public double floor(double smoothing, int classes) {
            return LabelSmoothing.entropy(1 - smoothing, smoothing / (classes - 1), classes);
        }
    },
    /** ε is spread over all V tokens alike, the label's among them. As in PyTorch. */
    ALL {
        @Override
        public Tensor loss(Tensor logits, double smoothing, int... labels) {
            return Losses.crossEntropy(logits, smoothing, labels);
        }

        @Override
        public double floor(double smoothing, int classes) {
            double share = smoothing / classes;
            return LabelSmoothing.entropy(1 - smoothing + share, share, classes);
        }
    };

    /**
     * The loss, mean over the labels that are not negative.
     *
     * @param logits (…, V)
     * @param smoothing ε, 0 to below 1
     * @param labels one for each row of the logits; negative ones do not count
     */
    public abstract Tensor loss(Tensor logits, double smoothing, int... labels);

    /**
     * The entropy of a smoothed target in nats: the smallest cross-entropy that a model can reach.
     * {@link #OTHERS} subtracts it.
     *
     * @param classes V, at least 2
     */
    public abstract double floor(double smoothing, int classes);

    private static int classes(Tensor logits) {
        return Math.toIntExact(logits.size(-1));
    }

    /** ε / (V − 1) for the others is the same as ε V / (V − 1) for all. */
    private static double spread(double smoothing, int classes) {
        return smoothing * classes / (classes - 1);
    }

    private static double entropy(double label, double other, int classes) {
        double others = other > 0 ? (classes - 1) * other * Math.log(other) : 0;
        return -(label > 0 ? label * Math.log(label) : 0) - others;
    }
}
