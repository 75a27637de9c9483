package dev.vitrine.learn.data;

import java.util.Arrays;
import java.util.List;

/**
 * Token sequences of different lengths as one array, each filled up at its end with {@link
 * Vocabulary#PAD}.
 *
 * @param ids rows · length of them, row by row; not copied
 * @param length of every row, padding included
 * @param lengths of the rows without padding; not copied
 */
public record PaddedTokens(int[] ids, int length, int[] lengths) {

    public PaddedTokens {
        if (ids.length != length * lengths.length) {
            throw new IllegalArgumentException(
                    "%d ids are not %d rows of %d".formatted(ids.length, lengths.length, length));
        }
        for (int each : lengths) {
            if (each < 0 || each > length) {
                throw new IllegalArgumentException(
                        "a row of %d tokens does not fit into a length of %d"
                                .formatted(each, length));
            }
        }
    }

    /** As long as the longest of the sequences. */
    public static PaddedTokens of(List<int[]> sequences) {
        return of(sequences, sequences.stream().mapToInt(s -> s.length).max().orElse(0));
    }

    /** As long as the longest of the sequences. */
    public static PaddedTokens of(int[]... sequences) {
        return of(List.of(sequences));
    }

    /**
     * Of a given length.
     *
     * @throws IllegalArgumentException if a sequence is longer
     */
    public static PaddedTokens of(List<int[]> sequences, int length) {
        int[] ids = new int[sequences.size() * length];
        int[] lengths = new int[sequences.size()];
        for (int row = 0; row < lengths.length; row++) {
            int[] sequence = sequences.get(row);
            if (sequence.length > length) {
                throw new IllegalArgumentException(
                        "a sequence of %d tokens does not fit into a length of %d"
                                .formatted(sequence.length, length));
            }
            lengths[row] = sequence.length;
            System.arraycopy(sequence, 0, ids, row * length, sequence.length);
            Arrays.fill(ids, row * length + sequence.length, (row + 1) * length, Vocabulary.PAD);
        }
        return new PaddedTokens(ids, length, lengths);
    }

    /** Number of sequences. */
    public int rows() {
        return lengths.length;
    }

    /** One sequence, without padding. */
    public int[] row(int row) {
        return Arrays.copyOfRange(ids, row * length, row * length + lengths[row]);
    }

    /** Tokens that are no padding. */
    public int tokens() {
        return Arrays.stream(lengths).sum();
    }

    /** Whether no row has padding. */
    public boolean isFull() {
        return Arrays.stream(lengths).allMatch(each -> each == length);
    }

    /** Each sequence backwards, its padding still at the end. */
    public PaddedTokens reversed() {
        int[] order = reversal();
        int[] reversed = Arrays.stream(order).map(i -> ids[i]).toArray();
        return new PaddedTokens(reversed, length, lengths);
    }

    /**
     * Where each element comes from when every sequence is turned round within its length, as
     * indices into the rows one after the other; doing it twice changes nothing.
     */
    public int[] reversal() {
        int[] order = new int[ids.length];
        for (int row = 0; row < rows(); row++) {
            for (int i = 0; i < length; i++) {
                int from = i < lengths[row] ? lengths[row] - 1 - i : i;
                order[row * length + i] = row * length + from;
            }
        }
        return order;
    }

    /** The rows from {@code from} (included) to {@code to} (excluded), of the same length. */
    public PaddedTokens rows(int from, int to) {
        return new PaddedTokens(
                Arrays.copyOfRange(ids, from * length, to * length),
                length,
                Arrays.copyOfRange(lengths, from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PaddedTokens tokens
                && length == tokens.length
                && Arrays.equals(ids, tokens.ids)
                && Arrays.equals(lengths, tokens.lengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids) * 31 + Arrays.hashCode(lengths);
    }

    @Override
    public String toString() {
        return "PaddedTokens(%d sequences of up to %d tokens)".formatted(rows(), length);
    }
}
