package dev.vitrine.learn.eval;

import dev.vitrine.learn.data.ImageSet;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Whether a classifier's confidence can be believed: of the predictions made with probability 0.8,
 * are 80 % right? (Guo et al., "On Calibration of Modern Neural Networks", arXiv 1706.04599.)
 */
public final class Calibration {

    /** Bins in Guo et al. */
    public static final int STANDARD_BINS = 15;

    private final int[] counts;
    private final double[] confidence; // sums
    private final int[] right;

    private Calibration(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("%d bins: at least 1 expected".formatted(bins));
        }
        counts = new int[bins];
        confidence = new double[bins];
        right = new int[bins];
    }

    /**
     * Of predictions as they were made.
     *
     * @param confidence the probability that was given to the predicted class, 0 to 1
     * @param right whether it was the true one
     * @param bins of equal width from 0 to 1; a bin holds its upper end
     */
    public static Calibration of(double[] confidence, boolean[] right, int bins) {
        if (confidence.length != right.length || confidence.length == 0) {
            throw new IllegalArgumentException(
                    "%d confidences and %d verdicts: equally many expected, at least one"
                            .formatted(confidence.length, right.length));
        }
        Calibration calibration = new Calibration(bins);
        for (int i = 0; i < right.length; i++) {
            calibration.add(confidence[i], right[i]);
        }
        return calibration;
    }

    /** Of a model's softmax probabilities on a set of images, in 15 bins. */
    public static Calibration of(Classifier model, ImageSet images) {
        List<Double> confidence = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        Batchwise.run(
                model::forward,
                images,
                Batchwise.DEFAULT_SIZE,
                (indices, logits) -> {
                    int classes = Math.toIntExact(logits.size(1));
                    double[] values = logits.toDoubleArray();
                    int[] predicted = logits.argmax(1);
                    for (int b = 0; b < indices.length; b++) {
                        double highest = values[b * classes + predicted[b]];
                        double sum = 0;
                        for (int c = 0; c < classes; c++) {
                            sum += Math.exp(values[b * classes + c] - highest);
                        }
                        confidence.add(1 / sum);
                        right.add(predicted[b] == images.label(indices[b]));
                    }
                });
        Calibration calibration = new Calibration(STANDARD_BINS);
        for (int i = 0; i < right.size(); i++) {
            calibration.add(confidence.get(i), right.get(i));
        }
        return calibration;
    }

    private void add(double probability, boolean correct) {
        if (!(probability >= 0 && probability <= 1 + 1e-9)) {
            throw new IllegalArgumentException(
                    "confidence %s: must be from 0 to 1".formatted(probability));
        }
        int bin = (int) Math.ceil(probability * counts.length) - 1;
        bin = Math.max(0, Math.min(counts.length - 1, bin));
        counts[bin]++;
        confidence[bin] += probability;
        right[bin] += correct ? 1 : 0;
    }

    private int total() {
        int total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }

    /**
     * Expected calibration error, 0 to 1: how far confidence and accuracy are apart in a bin,
     * averaged over all predictions.
     */
    public double expectedError() {
        double sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            sum += Math.abs(confidence[bin] - right[bin]);
        }
        return sum / total();
    }

    /** Maximum calibration error, 0 to 1: the same in the worst bin. */
    public double maximumError() {
        double worst = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                worst = Math.max(worst, Math.abs(confidence[bin] - right[bin]) / counts[bin]);
            }
        }
        return worst;
    }

    /**
     * The reliability diagram as a table, one row for each bin: from, to, examples, confidence,
     * accuracy; the last two are missing where there are no examples.
     */
    public Table reliability() {
        DoubleColumn from = DoubleColumn.create("from");
        DoubleColumn to = DoubleColumn.create("to");
        IntColumn examples = IntColumn.create("examples");
        DoubleColumn mean = DoubleColumn.create("confidence");
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        for (int bin = 0; bin < counts.length; bin++) {
            from.append((double) bin / counts.length);
            to.append((double) (bin + 1) / counts.length);
            examples.append(counts[bin]);
            if (counts[bin] == 0) {
                mean.appendMissing();
                accuracy.appendMissing();
            } else {
                mean.append(confidence[bin] / counts[bin]);
                accuracy.append((double) right[bin] / counts[bin]);
            }
        }
        return Table.create("Reliability", from, to, examples, mean, accuracy);
    }

    @Override
    public String toString() {
        return "Calibration(%,d predictions, expected error %.4f)"
                .formatted(total(), expectedError());
    }
}
