package dev.vitrine.learn.eval;

import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * big_vision's classification evaluator, batch by batch, for images that may have several labels: a
 * prediction is right if the class with the highest logit is one of them. Examples without any
 * label, such as those that pad the last batch, do not count.
 */
public final class Classification {

    private long examples;
    private long right;
    private double loss;
    private final boolean sigmoid;

    private Classification(boolean sigmoid) {
        this.sigmoid = sigmoid;
    }

    /** With sigmoid cross-entropy, summed over classes: big_vision's default. */
    public static Classification sigmoid() {
        return new Classification(true);
    }

    /** With softmax cross-entropy. */
    public static Classification softmax() {
        return new Classification(false);
    }

    /**
     * Counts a batch.
     *
     * @param logits (B, classes)
     * @param targets (B, classes), above 0 for the labels; a row of zeros is left out
     */
    public void add(Tensor logits, Tensor targets) {
        if (logits.rank() != 2 || !Arrays.equals(logits.shape(), targets.shape())) {
            throw new IllegalArgumentException(
                    "logits and targets must both be (B, classes), are %s and %s"
                            .formatted(
                                    Arrays.toString(logits.shape()),
                                    Arrays.toString(targets.shape())));
        }
        int classes = Math.toIntExact(logits.size(1));
        double[] z = logits.toDoubleArray();
        double[] t = targets.toDoubleArray();
        int[] predicted = logits.argmax(1);
        for (int b = 0; b < predicted.length; b++) {
            int row = b * classes;
            if (Arrays.stream(t, row, row + classes).anyMatch(value -> value > 0)) {
                examples++;
                right += t[row + predicted[b]] > 0 ? 1 : 0;
                loss += sigmoid ? sigmoidLoss(z, t, row, classes) : softmaxLoss(z, t, row, classes);
            }
        }
    }

    private static double sigmoidLoss(double[] z, double[] t, int row, int classes) {
        double sum = 0;
        for (int c = row; c < row + classes; c++) {
            double softplus = Math.max(z[c], 0) + Math.log1p(Math.exp(-Math.abs(z[c])));
            sum += softplus - t[c] * z[c];
        }
        return sum;
    }

    private static double softmaxLoss(double[] z, double[] t, int row, int classes) {
        double highest = Arrays.stream(z, row, row + classes).max().orElseThrow();
        double sum =
                Arrays.stream(z, row, row + classes).map(value -> Math.exp(value - highest)).sum();
        double logSum = highest + Math.log(sum);
        double result = 0;
        for (int c = row; c < row + classes; c++) {
            result += t[c] * (logSum - z[c]);
        }
        return result;
    }

    /** Examples that counted. */
    public long examples() {
        return examples;
    }

    /** "prec@1": share that was right, 0 to 1; NaN without examples. */
    public double precision() {
        return (double) right / examples;
    }

    /** Mean loss per example, in nats; NaN without examples. */
    public double loss() {
        return loss / examples;
    }

    @Override
    public String toString() {
        return "Classification(%,d examples, prec@1 %.4f, loss %.4f)"
                .formatted(examples, precision(), loss());
    }
}
