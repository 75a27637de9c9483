package dev.vitrine.papers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerConfigTests {

    /** With 37,000 tokens; table 3 rounds to 65 and 213 million. */
    @Test
    void publishedSizesHaveTheirParameters() {
        assertThat(TransformerConfig.of("base", 37_000).parameterCount()).isEqualTo(63_082_496);
        assertThat(TransformerConfig.of("big", 37_000).parameterCount()).isEqualTo(214_245_376);
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
