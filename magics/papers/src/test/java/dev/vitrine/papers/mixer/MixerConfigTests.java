package dev.vitrine.papers.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixerConfigTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S/32 | 18591624 | 19104624",
                "S/16 | 18015264 | 18528264",
                "B/32 | 59524428 | 60293428",
                "B/16 | 59111472 | 59880472",
                "L/32 | 205914264 | 206939264",
                "L/16 | 207171168 | 208196168",
                "H/14 | 431069952 | 432350952"
            })
    void publishedSizesHaveTheirNumberOfParameters(String variant, long bare, long withHead) {
        MixerConfig config = MixerConfig.of(variant);
        assertThat(config.withClasses(0).parameterCount()).isEqualTo(bare);
        assertThat(config.parameterCount()).isEqualTo(withHead);
    }

    @Test
    void countAgreesWithTheModelThatIsMade() {
        MixerConfig config =
                MixerConfig.of(new MixerSize("odd", 3, 10, 7, 11), 5)
                        .withImage(23, 3)
                        .withClasses(4);
        assertThat(config.tokens()).isEqualTo(25);
        assertThat(new Mixer(config, 0).parameterCount()).isEqualTo(config.parameterCount());
        MixerConfig bare = config.withClasses(0);
        assertThat(new Mixer(bare, 0).parameterCount()).isEqualTo(bare.parameterCount());
    }

    @Test
    void hiddenWidthsAreHalfAndFourTimesTheWidth() {
        for (MixerSize size : MixerSize.ALL) {
            assertThat(size.tokenMlp()).isEqualTo(size.width() / 2);
            assertThat(size.channelMlp()).isEqualTo(4 * size.width());
        }
    }

    @Test
    void unknownVariantsAndImpossibleValuesAreNamed() {
        assertThatThrownBy(() -> MixerConfig.of("X/16"))
                .hasMessage("no Mixer size \"X\"; there are S, B, L, H");
        assertThatThrownBy(() -> MixerConfig.of("B")).hasMessageContaining("as in B/16");
        assertThatThrownBy(() -> MixerConfig.of("B/0")).hasMessageContaining("\"B/0\"");
        MixerConfig b16 = MixerConfig.of("B/16");
        assertThatThrownBy(() -> b16.withImage(224, 4)).hasMessageContaining("4 channels");
        assertThatThrownBy(() -> b16.withStochasticDepth(1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> b16.upscaled(0)).hasMessageContaining("factor of 0");
        assertThatThrownBy(() -> b16.withImage(225, 3).upscaled(2))
                .hasMessageContaining("225 pixels")
                .hasMessageContaining("no larger version");
        assertThatThrownBy(() -> new MixerSize("none", 0, 1, 1, 1)).hasMessageContaining("depth 0");
    }
}
