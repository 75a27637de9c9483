package dev.vitrine.papers.seq2seq;

import dev.vitrine.learn.data.Vocabulary;

/**
 * Every choice that makes a sequence-to-sequence LSTM.
 *
 * @param layers of the encoder and of the decoder; {@link AttentionSeq2Seq} has 1
 * @param width of the embeddings and of the states
 * @param dropout rate after the embeddings and before the softmax; the paper has none
 * @param sourceVocabulary tokens that are read
 * @param targetVocabulary tokens that are written
 * @param reversed whether sources are read from their last token to their first, section 3.3
 */
public record Seq2SeqConfig(
        int layers,
        int width,
        double dropout,
        int sourceVocabulary,
        int targetVocabulary,
        boolean reversed) {

    public Seq2SeqConfig {
        require(
                layers >= 1 && width >= 1,
                "%d layers of width %d: at least 1 of each expected",
                layers,
                width);
        require(dropout >= 0 && dropout < 1, "dropout %s: must be from 0 to below 1", dropout);
        require(
                sourceVocabulary > Vocabulary.SPECIALS && targetVocabulary > Vocabulary.SPECIALS,
                "vocabularies of %d and %d hold no words",
                sourceVocabulary,
                targetVocabulary);
    }

    private static void require(boolean valid, String problem, Object... values) {
        if (!valid) {
            throw new IllegalArgumentException("Seq2Seq: " + problem.formatted(values));
        }
    }

    /** The paper's model, section 3.4: 4 layers of 1,000 cells, 160,000 and 80,000 words. */
    public static Seq2SeqConfig paper() {
        return new Seq2SeqConfig(4, 1000, 0, 160_000, 80_000, true);
    }

    public Seq2SeqConfig withReversed(boolean reversed) {
        return new Seq2SeqConfig(
                layers, width, dropout, sourceVocabulary, targetVocabulary, reversed);
    }

    /** Number of trainable values of {@link Seq2Seq}, computed without making the model. */
    public long parameterCount() {
        long w = width;
        long layer = 4 * w * (w + w + 1);
        return (sourceVocabulary + targetVocabulary) * w
                + 2 * layers * layer
                + (w + 1) * targetVocabulary;
    }
}
