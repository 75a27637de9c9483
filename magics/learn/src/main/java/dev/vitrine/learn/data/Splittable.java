package dev.vitrine.learn.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A batch that can be gone through in parts, whose gradients are summed up.
 *
 * @param <B> the batch itself
 */
public interface Splittable<B extends Splittable<B>> {

    /** Number of examples. */
    int size();

    /** How much the mean loss of this batch counts beside that of another. */
    double weight();

    /** The examples from {@code from} (included) to {@code to} (excluded). */
    B part(int from, int to);

    /**
     * The batch in parts of nearly equal size.
     *
     * @throws IllegalArgumentException if there are fewer examples than parts
     */
    default List<B> split(int parts) {
        if (parts < 1 || parts > size()) {
            throw new IllegalArgumentException(
                    "a batch of %d cannot be split into %d parts".formatted(size(), parts));
        }
        List<B> split = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            split.add(
                    part(
                            (int) ((long) size() * part / parts),
                            (int) ((long) size() * (part + 1) / parts)));
        }
        return split;
    }
}
