package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.data.RandAugment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As big_vision's configurations vit_i1k.py and vit_i21k.py have them. */
class AugRegTests {

    @ParameterizedTest
    @CsvSource({
        "LIGHT1, 0, 0",
        "LIGHT2, 0.2, 10",
        "MEDIUM1, 0.2, 15",
        "MEDIUM2, 0.5, 15",
        "STRONG1, 0.5, 20",
        "STRONG2, 0.8, 20"
    })
    void levelsMixMoreAndMore(AugReg level, double mixUp, int magnitude) {
        assertThat(level.mixUp()).isEqualTo(mixUp);
        assertThat(level.randAugment()).isEqualTo(new RandAugment(2, magnitude));
    }

    @Test
    void lowestLevelChangesNothing() {
        assertThat(AugReg.NONE.mixUp()).isZero();
        assertThat(AugReg.NONE.randAugment()).isEqualTo(RandAugment.NONE);
        assertThat(AugReg.values()).hasSize(7);
    }

    /** Small models and large data need little. */
    @ParameterizedTest
    @CsvSource({
        "Ti/16, LIGHT1, NONE",
        "S/32, MEDIUM1, NONE",
        "S/16, MEDIUM2, LIGHT1",
        "B/32, MEDIUM2, LIGHT2",
        "B/16, MEDIUM2, LIGHT2",
        "L/16, MEDIUM2, MEDIUM2"
    })
    void levelGoesWithTheSizeAndTheData(String variant, AugReg onImageNet1k, AugReg on21k) {
        assertThat(AugReg.of(variant, false)).isEqualTo(onImageNet1k);
        assertThat(AugReg.of(variant, true)).isEqualTo(on21k);
    }

    @Test
    void sizesWithoutALevelAreNamed() {
        assertThatThrownBy(() -> AugReg.of("X/16", true)).hasMessageContaining("\"X/16\"");
    }
}
