package dev.vitrine.learn.eval;

import dev.vitrine.learn.data.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a classifier does on a set of images.
 *
 * @param labels the true class of each image; not copied
 * @param predicted the class with the highest logit, the first of equals; not copied
 * @param loss mean softmax cross-entropy in nats
 * @param classNames names of the classes
 */
public record Metrics(int[] labels, int[] predicted, double loss, List<String> classNames) {

    public Metrics {
        if (labels.length != predicted.length) {
            throw new IllegalArgumentException(
                    "%d labels, but %d predictions".formatted(labels.length, predicted.length));
        }
        classNames = List.copyOf(classNames);
    }

    /**
     * Classifies every image, in batches, without recording gradients. Put a model with dropout
     * into evaluation mode first.
     *
     * @throws CancellationException if the thread is interrupted meanwhile; the interrupt is
     *     consumed
     */
    public static Metrics of(Classifier model, ImageSet images) {
        return of(model, images, Batchwise.DEFAULT_SIZE);
    }

    /** As {@link #of(Classifier, ImageSet)}, with {@code batchSize} images at a time. */
    public static Metrics of(Classifier model, ImageSet images, int batchSize) {
        int[] predicted = new int[images.size()];
        double[] loss = new double[1];
        Batchwise.run(
                model::forward,
                images,
                batchSize,
                (indices, logits) -> {
                    System.arraycopy(logits.argmax(1), 0, predicted, indices[0], indices.length);
                    loss[0] += crossEntropy(logits.toDoubleArray(), indices, images);
                });
        return new Metrics(
                images.labels(),
                predicted,
                loss[0] / Math.max(1, images.size()),
                images.classNames());
    }

    /** In double, so that it is the same on every device but for its logits. */
    private static double crossEntropy(double[] logits, int[] indices, ImageSet images) {
        int classes = images.classes();
        double sum = 0;
        for (int b = 0; b < indices.length; b++) {
            double[] row = Arrays.copyOfRange(logits, b * classes, (b + 1) * classes);
            double largest = Arrays.stream(row).max().orElseThrow();
            double exponentials = Arrays.stream(row).map(x -> Math.exp(x - largest)).sum();
            sum += largest + Math.log(exponentials) - row[images.label(indices[b])];
        }
        return sum;
    }

    /** Share of images whose class was predicted, 0 to 1. */
    public double accuracy() {
        long right =
                IntStream.range(0, labels.length).filter(i -> labels[i] == predicted[i]).count();
        return (double) right / labels.length;
    }

    /** Indices of the images that were classified wrongly. */
    public int[] wrong() {
        return IntStream.range(0, labels.length).filter(i -> labels[i] != predicted[i]).toArray();
    }

    /** How often each actual class (row) was taken for each class (column). */
    public Table confusionMatrix() {
        int[][] counts = counts();
        Table table =
                Table.create(
                        "Confusion matrix", StringColumn.create("actual \\ predicted", classNames));
        for (int column = 0; column < classNames.size(); column++) {
            IntColumn predictions = IntColumn.create(classNames.get(column));
            for (int[] row : counts) {
                predictions.append(row[column]);
            }
            table.addColumns(predictions);
        }
        return table;
    }

    /**
     * One row per class: class, images, precision, recall, F1. What has no value, such as the
     * precision of a class that was never predicted, is missing.
     */
    public Table perClass() {
        int[][] counts = counts();
        IntColumn images = IntColumn.create("images");
        DoubleColumn precision = DoubleColumn.create("precision");
        DoubleColumn recall = DoubleColumn.create("recall");
        DoubleColumn f1 = DoubleColumn.create("F1");
        for (int c = 0; c < counts.length; c++) {
            int index = c;
            int right = counts[c][c];
            int actual = Arrays.stream(counts[c]).sum();
            int claimed = Arrays.stream(counts).mapToInt(row -> row[index]).sum();
            images.append(actual);
            appendRatio(precision, right, claimed);
            appendRatio(recall, right, actual);
            appendRatio(f1, 2 * right, claimed + actual);
        }
        return Table.create(
                "Per class",
                StringColumn.create("class", classNames),
                images,
                precision,
                recall,
                f1);
    }

    private static void appendRatio(DoubleColumn column, int numerator, int denominator) {
        if (denominator == 0) {
            column.appendMissing();
        } else {
            column.append((double) numerator / denominator);
        }
    }

    private int[][] counts() {
        int[][] counts = new int[classNames.size()][classNames.size()];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predicted[i]]++;
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metrics metrics
                && Arrays.equals(labels, metrics.labels)
                && Arrays.equals(predicted, metrics.predicted)
                && Double.compare(loss, metrics.loss) == 0
                && classNames.equals(metrics.classNames);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(labels) * 31 + Arrays.hashCode(predicted);
    }

    @Override
    public String toString() {
        return "Metrics(%,d images, accuracy %.4f, loss %.4f)"
                .formatted(labels.length, accuracy(), loss);
    }
}
