package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Softmax cross-entropy of logits z (R, C) with one label for each row, smoothed by e (Szegedy et
 * al., arXiv 1512.00567, section 7), mean over the n rows whose label is not negative:
 *
 * <p>y = -sum((1 - e) log p[label] + e / C sum_c log p[c]) / n with p = softmax(z); dz = (p - (1 -
 * e) [c = label] - e / C) / n dy in those rows, 0 in the others. Without such rows y is 0.
 */
public final class LabelCrossEntropy implements Operation {

    private final int[] labels;
    private final double smoothing;
    private View logarithms;

    /** Rows that count, and for each of them the index of its label's element. */
    private int[] rows;

    private int[] elements;

    public LabelCrossEntropy(double smoothing, int... labels) {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException(
                    "crossEntropy: label smoothing must be in [0, 1], was " + smoothing);
        }
        this.smoothing = smoothing;
        this.labels = labels.clone();
    }

    @Override
    public String name() {
        return "crossEntropy";
    }

    @Override
    public View forward(Forward f) {
        View logits = f.input(0);
        check(logits);
        int classes = Math.toIntExact(logits.size(1));
        rows = IntStream.range(0, labels.length).filter(r -> labels[r] >= 0).toArray();
        elements = Arrays.stream(rows).map(r -> r * classes + labels[r]).toArray();
        logarithms = f.save(f.allocate(logits.shape()));
        f.kernels().softmax(logits, logarithms, true);
        View loss = f.allocate();
        f.kernels().fill(loss, 0);
        if (rows.length == 0) {
            return loss;
        }
        addMean(logarithms.reshape(logits.length(), 1), elements, smoothing - 1, f, loss);
        if (smoothing > 0) {
            addMean(logarithms, rows, -smoothing / classes, f, loss);
        }
        return loss;
    }

    /** loss += factor / n times the sum of the chosen rows. */
    private void addMean(View matrix, int[] chosen, double factor, Forward f, View loss) {
        View picked = f.allocate(chosen.length, matrix.size(1));
        View sum = f.allocate(1, 1);
        f.kernels().gatherRows(matrix, chosen, picked);
        f.kernels().reduce(Reduction.SUM, picked, sum, false);
        f.kernels().affine(sum.reshape(), factor / rows.length, 0, loss, true);
    }

    @Override
    public void backward(Backward b) {
        Target dz = b.target(0);
        View slope = b.temporary(logarithms.shape());
        double share = 1.0 / Math.max(1, rows.length);
        b.kernels().unary(Unary.EXP, logarithms, slope);
        b.kernels().affine(slope, share, -smoothing / slope.size(1) * share, slope, false);
        View hits = b.temporary(rows.length, 1);
        b.kernels().fill(hits, (smoothing - 1) * share);
        b.kernels().scatterAddRows(hits, elements, slope.reshape(slope.length(), 1));
        if (rows.length < labels.length) {
            View counted = b.temporary(labels.length, 1);
            b.kernels().fill(counted, 0);
            b.kernels().fill(hits, 1);
            b.kernels().scatterAddRows(hits, rows, counted);
            View factor = counted.broadcastTo(slope.shape());
            b.kernels().binary(Binary.MULTIPLY, slope, factor, slope, false);
        }
        View dy = b.gradient().broadcastTo(slope.shape());
        b.kernels().binary(Binary.MULTIPLY, slope, dy, dz.view(), dz.accumulate());
    }

    private void check(View logits) {
        if (logits.rank() != 2 || logits.size(0) != labels.length) {
            throw new IllegalArgumentException(
                    "crossEntropy: logits "
                            + Shape.text(logits.shape())
                            + " must be (rows, classes) with a row for each of the "
                            + labels.length
                            + " labels");
        }
        for (int label : labels) {
            if (label >= logits.size(1)) {
                throw new IllegalArgumentException(
                        "crossEntropy: label "
                                + label
                                + " is none of the "
                                + logits.size(1)
                                + " classes of logits "
                                + Shape.text(logits.shape()));
            }
        }
    }
}
