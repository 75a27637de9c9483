package dev.vitrine.learn.sequence;

import dev.vitrine.tensor.Tensor;

/**
 * A model in the middle of writing: it remembers what it has read and written, for several rows at
 * a time.
 */
public interface IncrementalDecoder {

    /**
     * Takes one more token for every row.
     *
     * @param tokens one for each row; {@link dev.vitrine.learn.data.Vocabulary#BOS} at first
     * @return logits (rows, V) of the token after it
     */
    Tensor next(int... tokens);

    /** Goes on with the rows at these indices; an index may come more than once, or not at all. */
    void select(int... rows);
}
