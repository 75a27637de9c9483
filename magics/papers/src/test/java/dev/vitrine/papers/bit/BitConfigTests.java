package dev.vitrine.papers.bit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitConfigTests {

    @ParameterizedTest
    @CsvSource({
        "R50x1, 25549352, 68256659",
        "R50x3, 217319080, 345399315",
        "R101x1, 44541480, 87248787",
        "R101x3, 387934888, 516015123",
        "R152x2, 236335208, 321728979",
        "R152x4, 936533224, 1107299923",
    })
    void publishedSizesHaveTheirNumberOfParameters(
            String variant, long imagenet, long imagenet21k) {
        assertThat(BitConfig.of(variant).parameterCount()).isEqualTo(imagenet);
        assertThat(BitConfig.of(variant).withClasses(21_843).parameterCount())
                .isEqualTo(imagenet21k);
    }

    @Test
    void modelsHaveAsManyAsTheirConfigurationSays() {
        for (BitConfig config :
                new BitConfig[] {BitConfig.of("R26x1"), BitConfig.small(), BitTests.TINY}) {
            assertThat(new Bit(config, 0).parameterCount()).isEqualTo(config.parameterCount());
        }
        assertThat(BitConfig.small().parameterCount()).isEqualTo(77_562);
    }

    /** A norm has two numbers per channel where a convolution has thousands. */
    @Test
    void normsAreAFewThousandthsOfAllParameters() {
        long norms =
                new Bit(BitConfig.of("R26x1"), 0)
                        .parameters().entrySet().stream()
                                .filter(
                                        entry ->
                                                entry.getKey()
                                                        .matches(".*(gn\\d|norm-pre-head)/.*"))
                                .mapToLong(entry -> entry.getValue().length())
                                .sum();
        assertThat(norms / (double) BitConfig.of("R26x1").parameterCount()).isBetween(1e-3, 2e-3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"R18x1", "R50", "50x1", "R50x0", "r50x1", "R50x100"})
    void otherNamesAreRefused(String variant) {
        assertThatThrownBy(() -> BitConfig.of(variant))
                .hasMessageContaining("\"%s\"".formatted(variant))
                .hasMessageContaining("[26, 50, 101, 152, 200]");
    }

    @Test
    void impossibleOnesAreRefused() {
        assertThatThrownBy(() -> BitConfig.small().withChannels(2))
                .hasMessageContaining("2 channels");
        assertThatThrownBy(() -> BitConfig.small().withClasses(-1))
                .hasMessageContaining("-1 classes");
    }
}
