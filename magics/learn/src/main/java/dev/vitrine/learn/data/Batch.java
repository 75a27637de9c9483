package dev.vitrine.learn.data;

import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one training step sees.
 *
 * @param images (B, H, W, C) in [-1, 1], augmented and mixed
 * @param targets (B, classes), each row a probability distribution: one-hot, or a mixture of two
 *     after MixUp
 * @param labels (B) the classes of the images before mixing
 */
public record Batch(Tensor images, Tensor targets, int[] labels) {

    public int size() {
        return labels.length;
    }

    /**
     * The batch in parts of nearly equal size, for gradients that are summed up over them. Images
     * and targets share this batch's memory.
     *
     * @throws IllegalArgumentException if there are fewer images than parts
     */
    public List<Batch> split(int parts) {
        if (parts < 1 || parts > size()) {
            throw new IllegalArgumentException(
                    "a batch of %d cannot be split into %d parts".formatted(size(), parts));
        }
        List<Batch> split = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) size() * part / parts);
            int to = (int) ((long) size() * (part + 1) / parts);
            split.add(
                    new Batch(
                            images.slice(0, from, to),
                            targets.slice(0, from, to),
                            Arrays.copyOfRange(labels, from, to)));
        }
        return split;
    }
}
