package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VitConfigTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ti/16 | 5717416",
                "S/16 | 22050664",
                "B/32 | 88224232",
                "B/16 | 86567656",
                "B/8 | 86576872",
                "L/32 | 306535400",
                "L/16 | 304326632",
                "H/14 | 632045800",
                "g/14 | 1012611432",
                "g-opt/14 | 1136101864",
                "G/14 | 1844440680",
                "G-opt/14 | 1664842216",
                "So400m/14 | 413597656",
                "e/14 | 3807214312"
            })
    void classicLayoutHasThePublishedNumberOfParameters(String variant, long parameters) {
        assertThat(VitConfig.of(variant).withClassicLayout().parameterCount())
                .isEqualTo(parameters);
    }

    /**
     * Width, depth, MLP and heads: big_vision's decode_variant, and s of "Scaling ViT", Table 2.
     */
    @ParameterizedTest
    @CsvSource({
        "mu, 32, 1, 128, 2",
        "Ti, 192, 12, 768, 3",
        "s, 256, 6, 1024, 8",
        "S, 384, 12, 1536, 6",
        "M, 512, 12, 2048, 8",
        "B, 768, 12, 3072, 12",
        "L, 1024, 24, 4096, 16",
        "So400m, 1152, 27, 4304, 16",
        "H, 1280, 32, 5120, 16",
        "g, 1408, 40, 6144, 16",
        "g-opt, 1536, 40, 6144, 16",
        "G, 1664, 48, 8192, 16",
        "G-opt, 1536, 48, 8192, 16",
        "e, 1792, 56, 15360, 16"
    })
    void publishedSizesAreThoseOfTheTables(String name, int width, int depth, int mlp, int heads) {
        assertThat(VitSize.of(name)).isEqualTo(new VitSize(name, width, depth, mlp, heads));
        assertThat(VitSize.ALL).hasSize(14);
    }

    @Test
    void otherLayoutsHaveTheirNumberOfParameters() {
        VitConfig b16 = VitConfig.of("B/16");
        assertThat(b16.parameterCount()).isEqualTo(86_566_888);
        assertThat(b16.withPool(Pool.GAP).parameterCount()).isEqualTo(86_566_120);
        assertThat(b16.withClassicLayout().withImage(384, 3).parameterCount())
                .isEqualTo(86_859_496);
        assertThat(b16.withPool(Pool.GAP).withClasses(0).parameterCount()).isEqualTo(85_797_120);
        assertThat(b16.withPool(Pool.MAP).withClasses(0).parameterCount()).isEqualTo(92_884_224);
        assertThat(VitConfig.of("g/14").withPool(Pool.MAP).withClasses(0).parameterCount())
                .isEqualTo(1_036_448_384);
        assertThat(VitConfig.of("G/14").withPool(Pool.MAP).withClasses(0).parameterCount())
                .isEqualTo(1_881_132_416);
    }

    @Test
    void plainSmallModelHasItsNumberOfParameters() {
        VitConfig plain = VitConfig.of("S/16").withPool(Pool.GAP).withPositions(Positions.SINCOS2D);
        assertThat(plain.parameterCount()).isEqualTo(21_974_632);
        assertThat(plain.withRepSize(384).parameterCount()).isEqualTo(22_122_472);
    }

    @Test
    void miniatureHasItsNumberOfParameters() {
        VitConfig digits =
                VitConfig.of(new VitSize("digits", 64, 4, 128, 4), 7)
                        .withImage(28, 1)
                        .withClasses(10)
                        .withPool(Pool.GAP);
        assertThat(digits.parameterCount()).isEqualTo(138_890);
        assertThat(digits.withPositions(Positions.SINCOS2D).parameterCount()).isEqualTo(137_866);
    }

    @Test
    void blocksHaveTheirNumberOfParameters() {
        assertThat(VitSize.of("S").blockParameters()).isEqualTo(1_774_464);
        assertThat(VitSize.of("B").blockParameters()).isEqualTo(7_087_872);
        assertThat(VitSize.of("L").blockParameters()).isEqualTo(12_596_224);
    }

    @ParameterizedTest
    @EnumSource(Pool.class)
    void countAgreesWithTheModelThatIsMade(Pool pool) {
        for (Positions positions : Positions.values()) {
            for (int repSize : new int[] {0, 24}) {
                VitConfig config =
                        VitConfig.of("mu/16")
                                .withImage(64, 3)
                                .withClasses(7)
                                .withPool(pool)
                                .withPositions(positions)
                                .withRepSize(repSize);
                assertThat(new Vit(config, 0).parameterCount())
                        .as("%s", config)
                        .isEqualTo(config.parameterCount());
            }
        }
        VitConfig classic = VitConfig.of("mu/16").withImage(64, 3).withClassicLayout();
        assertThat(new Vit(classic, 0).parameterCount()).isEqualTo(classic.parameterCount());
    }

    @Test
    void variantWithoutPatchHasSixteen() {
        assertThat(VitConfig.of("Ti")).isEqualTo(VitConfig.of("Ti/16"));
        assertThat(VitConfig.of("B/16").patches()).isEqualTo(196);
        assertThat(VitConfig.of("B/16").tokens()).isEqualTo(197);
    }

    @Test
    void unknownVariantsAreNamed() {
        assertThatThrownBy(() -> VitConfig.of("X/16"))
                .hasMessageContaining("no ViT size \"X\"; there are mu, Ti, s, S");
        assertThatThrownBy(() -> VitConfig.of("b/16")).hasMessageContaining("\"b\"");
        assertThatThrownBy(() -> VitConfig.of("B/x")).hasMessageContaining("B/x");
        assertThatThrownBy(() -> VitConfig.of("B/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VitConfig.of("B/0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contradictionsAreRefused() {
        VitConfig b16 = VitConfig.of("B/16");
        assertThatThrownBy(() -> b16.withPool(Pool.GAP).withClassicLayout())
                .hasMessageContaining("classic layout");
        assertThatThrownBy(() -> b16.withImage(8, 3))
                .hasMessageContaining("smaller than one patch of 16");
        assertThatThrownBy(() -> b16.withImage(224, 2)).hasMessageContaining("2 channels");
        assertThatThrownBy(() -> b16.withDropout(1)).hasMessageContaining("dropout 1.0");
        assertThatThrownBy(() -> b16.withStochasticDepth(-0.1))
                .hasMessageContaining("stochastic depth -0.1");
        assertThatThrownBy(() -> new VitSize("odd", 30, 1, 60, 4))
                .hasMessageContaining("30 cannot be divided into 4");
        assertThatThrownBy(
                        () ->
                                VitConfig.of(new VitSize("thin", 6, 1, 8, 2), 4)
                                        .withPositions(Positions.SINCOS2D))
                .hasMessageContaining("multiple of 4");
    }
}
