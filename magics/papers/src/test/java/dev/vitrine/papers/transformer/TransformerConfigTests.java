package dev.vitrine.papers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerConfigTests {

    /** With 37,000 tokens; table 3 rounds to 65 and 213 million. */
    @Test
    void publishedSizesHaveTheirParameters() {
        assertThat(TransformerConfig.of("base", 37_000).parameterCount()).isEqualTo(63_082_496);
        assertThat(TransformerConfig.of("big", 37_000).parameterCount()).isEqualTo(214_245_376);
    }

    /** N, d_model, d_ff, h and P_drop of table 3; big has 0.1 for English-French, section 6.1. */
    @ParameterizedTest
    @CsvSource({"base, 6, 512, 2048, 8, 0.1", "big, 6, 1024, 4096, 16, 0.3"})
    void publishedSizesAreThoseOfTable3(
            String name, int layers, int width, int hidden, int heads, double dropout) {
        assertThat(TransformerConfig.of(name, 37_000))
                .isEqualTo(
                        new TransformerConfig(
                                name,
                                layers,
                                width,
                                hidden,
                                heads,
                                dropout,
                                37_000,
                                NormPlacement.POST,
                                true));
    }

    /** So many would base and big have if attention had no biases, which the paper leaves open. */
    @Test
    void biasesOfAttentionAreFewOfThem() {
        TransformerConfig small =
                new TransformerConfig("small", 3, 12, 20, 3, 0, 17, NormPlacement.POST, true);
        assertThat(attentionBiases(small))
                .isEqualTo(
                        new Transformer(small, 0)
                                .parameters().entrySet().stream()
                                        .filter(
                                                p ->
                                                        p.getKey()
                                                                .matches(
                                                                        ".*attention/(query|key|value|out)/bias"))
                                        .mapToLong(p -> p.getValue().length())
                                        .sum());
        TransformerConfig base = TransformerConfig.of("base", 37_000);
        TransformerConfig big = TransformerConfig.of("big", 37_000);
        assertThat(base.parameterCount() - attentionBiases(base)).isEqualTo(63_045_632);
        assertThat(big.parameterCount() - attentionBiases(big)).isEqualTo(214_171_648);
    }

    /** One attention in each layer of the encoder and two in the decoder's, of four projections. */
    private static long attentionBiases(TransformerConfig config) {
        return 3L * config.layers() * 4 * config.width();
    }

    @ParameterizedTest
    @EnumSource(NormPlacement.class)
    void countIsThatOfTheModel(NormPlacement norms) {
        TransformerConfig config = new TransformerConfig("odd", 3, 12, 20, 3, 0.1, 17, norms, true);
        assertThat(config.parameterCount()).isEqualTo(new Transformer(config, 0).parameterCount());
    }

    @Test
    void impossibleSettingsAreNamed() {
        assertThatThrownBy(() -> TransformerConfig.of("huge", 100))
                .hasMessageContaining("\"huge\"")
                .hasMessageContaining("base, big");
        assertThatThrownBy(() -> TransformerConfig.of("base", 4)).hasMessageContaining("4");
        assertThatThrownBy(() -> TransformerConfig.of("base", 100).withDropout(1))
                .hasMessageContaining("dropout 1.0");
        assertThatThrownBy(
                        () ->
                                new TransformerConfig(
                                        "odd", 1, 10, 8, 3, 0, 9, NormPlacement.PRE, true))
                .hasMessageContaining("width 10");
    }
}
