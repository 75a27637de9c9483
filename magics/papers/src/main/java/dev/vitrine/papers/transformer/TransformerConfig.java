package dev.vitrine.papers.transformer;

import dev.vitrine.learn.data.Vocabulary;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Every choice that makes a Transformer: the columns of the paper's table 3, and what it leaves
 * open.
 *
 * <pre>{@code
 * TransformerConfig.of("base", 37_000)
 * new TransformerConfig("mine", 2, 64, 256, 4, 0.1, 8000, NormPlacement.PRE, true)
 * }</pre>
 *
 * @param name as in "base"
 * @param layers N, of the encoder and of the decoder
 * @param width d_model
 * @param hidden d_ff, width between the two layers of the perceptron
 * @param heads h; a divisor of the width
 * @param dropout P_drop, after each sub-layer and after the sum of embedding and position
 * @param vocabulary V, tokens of both languages together, since they share one embedding
 * @param norms where the layer normalisations stand
 * @param positions whether positions are added to the embeddings; without them a sentence is a bag
 *     of words to the encoder
 */
public record TransformerConfig(
        String name,
        int layers,
        int width,
        int hidden,
        int heads,
        double dropout,
        int vocabulary,
        NormPlacement norms,
        boolean positions) {

    /** Table 3 of arXiv 1706.03762; the vocabulary is that of English-German, about 37,000. */
    private static final List<TransformerConfig> PUBLISHED =
            List.of(
                    new TransformerConfig(
                            "base", 6, 512, 2048, 8, 0.1, 37_000, NormPlacement.POST, true),
                    new TransformerConfig(
                            "big", 6, 1024, 4096, 16, 0.3, 37_000, NormPlacement.POST, true));

    public TransformerConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(norms, "norms");
        require(
                layers >= 1 && width >= 1 && hidden >= 1 && heads >= 1,
                "layers %d, width %d, hidden %d and heads %d must all be at least 1",
                layers,
                width,
                hidden,
                heads);
        require(
                width % heads == 0 && width % 2 == 0,
                "width %d must be even, and a multiple of the %d heads",
                width,
                heads);
        require(dropout >= 0 && dropout < 1, "dropout %s: must be from 0 to below 1", dropout);
        require(vocabulary > Vocabulary.SPECIALS, "a vocabulary of %d holds no words", vocabulary);
    }

    private static void require(boolean valid, String problem, Object... values) {
        if (!valid) {
            throw new IllegalArgumentException("Transformer: " + problem.formatted(values));
        }
    }

    /**
     * A published size.
     *
     * @param name "base" or "big"
     * @param vocabulary V
     * @throws IllegalArgumentException if there is no such size
     */
    public static TransformerConfig of(String name, int vocabulary) {
        return PUBLISHED.stream()
                .filter(config -> config.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no Transformer \"%s\"; there are %s"
                                                .formatted(
                                                        name,
                                                        PUBLISHED.stream()
                                                                .map(TransformerConfig::name)
                                                                .collect(
                                                                        Collectors.joining(", ")))))
                .withVocabulary(vocabulary);
    }

    public TransformerConfig withVocabulary(int vocabulary) {
        return new TransformerConfig(
                name, layers, width, hidden, heads, dropout, vocabulary, norms, positions);
    }

    public TransformerConfig withDropout(double dropout) {
        return new TransformerConfig(
                name, layers, width, hidden, heads, dropout, vocabulary, norms, positions);
    }

    public TransformerConfig withNorms(NormPlacement norms) {
        return new TransformerConfig(
                name, layers, width, hidden, heads, dropout, vocabulary, norms, positions);
    }

    public TransformerConfig withPositions(boolean positions) {
        return new TransformerConfig(
                name, layers, width, hidden, heads, dropout, vocabulary, norms, positions);
    }

    /** Number of trainable values, computed without making the model. */
    public long parameterCount() {
        long d = width;
        long attention = 4 * d * d + 4 * d;
        long perceptron = 2 * d * hidden + hidden + d;
        long norm = 2 * d;
        long encoderLayer = attention + perceptron + 2 * norm;
        long decoderLayer = 2 * attention + perceptron + 3 * norm;
        long ends = norms == NormPlacement.PRE ? 2 * norm : 0;
        return vocabulary * d + layers * (encoderLayer + decoderLayer) + ends;
    }
}
