package dev.vitrine.learn.eval;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a frozen model makes of labelled images: one vector for each. Few-shot regression and
 * nearest neighbours work on these.
 */
public final class Features {

    private final int width;
    private final float[] values;
    private final int[] labels;
    private final int classes;

    /**
     * @param width D, length of a vector
     * @param values (N, D); not copied
     * @param labels one for each vector, 0 to classes - 1; not copied
     * @throws IllegalArgumentException if the sizes do not fit together, or a label is out of range
     */
    public Features(int width, float[] values, int[] labels, int classes) {
        if (width < 1 || (long) width * labels.length != values.length) {
            throw new IllegalArgumentException(
                    "%,d labels with features of width %d need %,d values, found %,d"
                            .formatted(
                                    labels.length,
                                    width,
                                    (long) width * labels.length,
                                    values.length));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label %d of example %d is outside 0 to %d"
                                .formatted(labels[i], i, classes - 1));
            }
        }
        this.width = width;
        this.values = values;
        this.labels = labels;
        this.classes = classes;
    }

    /**
     * The features of all images, in batches.
     *
     * @param model from (B, H, W, C) in [-1, 1] to (B, D); put one with dropout into evaluation
     *     mode first
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public static Features of(UnaryOperator<Tensor> model, ImageSet images) {
        List<float[]> parts = new ArrayList<>();
        int[] width = new int[1];
        Batchwise.run(
                model,
                images,
                Batchwise.DEFAULT_SIZE,
                (indices, output) -> {
                    if (output.rank() != 2 || output.size(0) != indices.length) {
                        throw new IllegalArgumentException(
                                "features must be (B, D) = (%d, D), not %s"
                                        .formatted(
                                                indices.length, Arrays.toString(output.shape())));
                    }
                    width[0] = Math.toIntExact(output.size(1));
                    parts.add(output.toFloatArray());
                });
        float[] values = new float[Math.multiplyExact(images.size(), width[0])];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, values, at, part.length);
            at += part.length;
        }
        return new Features(width[0], values, images.labels(), images.classes());
    }

    /** Number of vectors. */
    public int size() {
        return labels.length;
    }

    /** D, length of a vector. */
    public int width() {
        return width;
    }

    public int classes() {
        return classes;
    }

    public int label(int i) {
        return labels[Objects.checkIndex(i, labels.length)];
    }

    /** All labels, a copy. */
    public int[] labels() {
        return labels.clone();
    }

    /** Element {@code d} of vector {@code i}. */
    float at(int i, int d) {
        return values[i * width + d];
    }

    /** (end - start, D). */
    Tensor rows(int start, int end) {
        return Tensor.of(
                Arrays.copyOfRange(values, start * width, end * width), end - start, width);
    }

    /** The vectors at the given indices, in that order. */
    public Features select(int... indices) {
        float[] chosen = new float[indices.length * width];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int index = Objects.checkIndex(indices[i], labels.length);
            System.arraycopy(values, index * width, chosen, i * width, width);
            chosenLabels[i] = labels[index];
        }
        return new Features(width, chosen, chosenLabels, classes);
    }

    /**
     * The same number of examples of each class, drawn by a seed. More shots with the same seed
     * hold those of fewer; a class with fewer examples gives all of them.
     */
    public Features shots(int perClass, long seed) {
        return select(shots(labels, classes, perClass, seed));
    }

    /** The indices that {@link #shots(int, long)} draws, for any labelled set. */
    public static int[] shots(int[] labels, int classes, int perClass, long seed) {
        if (perClass < 1) {
            throw new IllegalArgumentException(
                    "%d examples per class: at least 1 expected".formatted(perClass));
        }
        return IntStream.range(0, classes)
                .flatMap(
                        c -> {
                            int[] of =
                                    IntStream.range(0, labels.length)
                                            .filter(i -> labels[i] == c)
                                            .toArray();
                            int[] order =
                                    new Seed(seed)
                                            .child("shots")
                                            .child(c)
                                            .philox()
                                            .permutation(of.length);
                            return Arrays.stream(order).limit(perClass).map(i -> of[i]);
                        })
                .toArray();
    }

    /** Share of the examples whose label was predicted, 0 to 1. */
    double accuracy(int[] predicted) {
        long right =
                IntStream.range(0, labels.length).filter(i -> labels[i] == predicted[i]).count();
        return (double) right / labels.length;
    }

    void requireSameKind(Features other) {
        if (other.width != width || other.classes != classes) {
            throw new IllegalArgumentException(
                    "features of width %d in %d classes, but of width %d in %d classes to compare with"
                            .formatted(width, classes, other.width, other.classes));
        }
    }

    @Override
    public String toString() {
        return "Features(%,d of width %d in %d classes)".formatted(size(), width, classes);
    }
}
