package dev.vitrine.learn.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pairs of token sequences, as one training step sees them.
 *
 * @param source what the model reads
 * @param target what it should write, from {@link Vocabulary#BOS} to {@link Vocabulary#EOS}
 */
public record PairBatch(PaddedTokens source, PaddedTokens target) implements Splittable<PairBatch> {

    /** Marks a place without a label, for losses. */
    public static final int NO_LABEL = -1;

    public PairBatch {
        if (source.rows() != target.rows()) {
            throw new IllegalArgumentException(
                    "%d sources, but %d targets".formatted(source.rows(), target.rows()));
        }
    }

    @Override
    public int size() {
        return source.rows();
    }

    /** What a decoder reads (teacher forcing): each target without its last token. */
    public PaddedTokens input() {
        return PaddedTokens.of(
                rows().map(row -> Arrays.copyOf(row, Math.max(0, row.length - 1))).toList());
    }

    /**
     * What it should say at each of these places: each target without its first token, {@value
     * #NO_LABEL} at the padding. Row by row, as many as {@link #input} has ids.
     */
    public int[] labels() {
        int length = Math.max(0, target.length() - 1);
        int[] labels = new int[size() * length];
        Arrays.fill(labels, NO_LABEL);
        for (int row = 0; row < size(); row++) {
            int count = Math.max(0, target.lengths()[row] - 1);
            System.arraycopy(target.ids(), row * target.length() + 1, labels, row * length, count);
        }
        return labels;
    }

    private Stream<int[]> rows() {
        return IntStream.range(0, size()).mapToObj(target::row);
    }

    /** Labels in the batch, the mean over which its loss is. */
    @Override
    public double weight() {
        return target.tokens() - size();
    }

    @Override
    public PairBatch part(int from, int to) {
        return new PairBatch(source.rows(from, to), target.rows(from, to));
    }
}
