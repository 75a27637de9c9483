package dev.vitrine.learn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Token sequences and others that belong to them, such as sentences and their translations.
 *
 * @param name for people
 * @param sources what a model reads, each with {@link Vocabulary#EOS} at its end
 * @param targets what it should write, each from {@link Vocabulary#BOS} to {@link Vocabulary#EOS};
 *     as many as sources
 */
public record TokenPairs(String name, List<int[]> sources, List<int[]> targets) {

    public TokenPairs {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        if (sources.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "%s: %,d sources, but %,d targets"
                            .formatted(name, sources.size(), targets.size()));
        }
    }

    /** Texts as tokens, beginnings and ends marked. */
    public static TokenPairs of(
            String name, List<TextPair> pairs, Tokenizer source, Tokenizer target) {
        List<int[]> sources = new ArrayList<>();
        List<int[]> targets = new ArrayList<>();
        for (TextPair pair : pairs) {
            sources.add(withEnd(source.encode(pair.source())));
            targets.add(withBoth(target.encode(pair.target())));
        }
        return new TokenPairs(name, sources, targets);
    }

    /** A sequence, and {@link Vocabulary#EOS}. */
    public static int[] withEnd(int[] tokens) {
        int[] ended = Arrays.copyOf(tokens, tokens.length + 1);
        ended[tokens.length] = Vocabulary.EOS;
        return ended;
    }

    /** {@link Vocabulary#BOS}, a sequence, and {@link Vocabulary#EOS}. */
    public static int[] withBoth(int[] tokens) {
        int[] both = new int[tokens.length + 2];
        both[0] = Vocabulary.BOS;
        System.arraycopy(tokens, 0, both, 1, tokens.length);
        both[tokens.length + 1] = Vocabulary.EOS;
        return both;
    }

    public int size() {
        return sources.size();
    }

    /** Some of the pairs as a batch, in the order of the indices. */
    public PairBatch batch(int... indices) {
        return new PairBatch(
                PaddedTokens.of(Arrays.stream(indices).mapToObj(sources::get).toList()),
                PaddedTokens.of(Arrays.stream(indices).mapToObj(targets::get).toList()));
    }

    @Override
    public String toString() {
        return "%s: %,d pairs".formatted(name, size());
    }
}
