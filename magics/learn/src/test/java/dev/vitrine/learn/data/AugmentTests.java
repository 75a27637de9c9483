package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.Philox;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentTests {

    private static final float[] IMAGE = {
        1, 2, 3, //
        4, 5, 6, //
        7, 8, 9
    };

    @Test
    void shiftMovesPixelsAndFillsWithBlack() {
        assertThat(Pixels.shifted(IMAGE, 3, 3, 1, 1, 0))
                .containsExactly(-1, -1, -1, 1, 2, 3, 4, 5, 6);
        assertThat(Pixels.shifted(IMAGE, 3, 3, 1, -1, -1))
                .containsExactly(5, 6, -1, 8, 9, -1, -1, -1, -1);
        assertThat(Pixels.shifted(IMAGE, 3, 3, 1, 0, 2))
                .containsExactly(-1, -1, 1, -1, -1, 4, -1, -1, 7);
        assertThat(Pixels.shifted(IMAGE, 3, 3, 1, 0, 0)).containsExactly(IMAGE);
    }

    @Test
    void shiftOutOfTheImageLeavesBlack() {
        assertThat(Pixels.shifted(IMAGE, 3, 3, 1, 5, 0)).containsOnly(-1);
        assertThat(Pixels.shifted(IMAGE, 3, 3, 1, 0, -5)).containsOnly(-1);
    }

    @Test
    void shiftKeepsChannelsTogether() {
        float[] twoPixels = {1, 2, 3, 4, 5, 6};
        assertThat(Pixels.shifted(twoPixels, 1, 2, 3, 0, 1)).containsExactly(-1, -1, -1, 1, 2, 3);
    }

    @Test
    void everyOffsetWithinTheLimitOccurs() {
        Philox random = new Philox(3);
        float[] dot = new float[25];
        dot[12] = 1;
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            float[] moved = Augment.shift(2).apply(dot, 5, 5, 1, random);
            for (int p = 0; p < 25; p++) {
                if (moved[p] == 1) {
                    places.add(p);
                }
            }
        }
        assertThat(places).hasSize(25);
    }

    @Test
    void fullCropIsTheImage() {
        assertThat(Augment.cropResize(1, 1).apply(IMAGE, 3, 3, 1, new Philox(0)))
                .containsExactly(IMAGE);
    }

    @Test
    void cropOfALinearRampIsALinearRampWithinIt() {
        int n = 20;
        float[] ramp = new float[n * n];
        for (int p = 0; p < ramp.length; p++) {
            ramp[p] = p % n;
        }
        float[] crop = Pixels.cropped(ramp, n, n, 1, 3, 3, 0.5);
        for (int x = 1; x < n; x++) {
            assertThat(crop[5 * n + x] - crop[5 * n + x - 1]).isCloseTo(0.5f, within(1e-5f));
        }
        assertThat(crop[0]).isCloseTo(2.75f, within(1e-5f));
    }

    @Test
    void sameSeedGivesTheSamePictures() {
        Augment augment = Augment.shift(2).then(Augment.cropResize(0.8, 1));
        float[] once = augment.apply(IMAGE, 3, 3, 1, new Philox(7));
        assertThat(augment.apply(IMAGE, 3, 3, 1, new Philox(7))).containsExactly(once);
        assertThat(IMAGE).startsWith(1, 2, 3);
    }

    @Test
    void impossibleLimitsAreRefused() {
        assertThatThrownBy(() -> Augment.shift(-1)).hasMessageContaining("-1 pixels");
        assertThatThrownBy(() -> Augment.cropResize(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Augment.cropResize(0.9, 0.8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Augment.cropResize(0.5, 1.1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
