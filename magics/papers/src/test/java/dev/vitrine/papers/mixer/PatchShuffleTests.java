package dev.vitrine.papers.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatchShuffleTests {

    @Test
    void patchesStayTogetherAndAreShuffledAlikeInside() {
        int[] order = PatchShuffle.random(6, 3, 4).order();
        assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 36).toArray());
        int[] insideFirst = null;
        for (int patch = 0; patch < 4; patch++) {
            int[] from = new int[9];
            int[] inside = new int[9];
            for (int i = 0; i < 9; i++) {
                int y = patch / 2 * 3 + i / 3;
                int x = patch % 2 * 3 + i % 3;
                int old = order[y * 6 + x];
                from[i] = old / 6 / 3 * 2 + old % 6 / 3;
                inside[i] = old / 6 % 3 * 3 + old % 3;
            }
            assertThat(from).containsOnly(from[0]);
            insideFirst = patch == 0 ? inside : insideFirst;
            assertThat(inside).containsExactly(insideFirst);
        }
    }

    @Test
    void sameSeedShufflesAlike() {
        assertThat(PatchShuffle.random(28, 7, 1).order())
                .containsExactly(PatchShuffle.random(28, 7, 1).order())
                .isNotEqualTo(PatchShuffle.random(28, 7, 2).order());
    }

    @Test
    void picturesKeepTheirPixelsAndLabels() {
        byte[] pixels = new byte[2 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        ImageSet set =
                new ImageSet("set", pixels, 4, 4, 1, new int[] {1, 0}, List.of("zero", "one"));
        PatchShuffle shuffle = PatchShuffle.random(4, 2, 9);
        ImageSet shuffled = shuffle.apply(set);
        int[] order = shuffle.order();
        float[] old = set.pixels(1);
        float[] moved = shuffled.pixels(1);
        for (int p = 0; p < 16; p++) {
            assertThat(moved[p]).isEqualTo(old[order[p]]);
        }
        assertThat(shuffled.labels()).containsExactly(1, 0);
    }

    @Test
    void shufflesWithoutWholePatchesAreRefused() {
        assertThatThrownBy(() -> PatchShuffle.random(28, 5, 0))
                .hasMessageContaining("28 pixels")
                .hasMessageContaining("patches of 5");
        PatchShuffle shuffle = PatchShuffle.random(28, 7, 0);
        assertThatThrownBy(() -> shuffle.unshuffling(Map.of("stem/kernel", Tensor.zeros(50, 8))))
                .hasMessageContaining("50 rows");
        assertThat(Arrays.stream(shuffle.order()).distinct()).hasSize(784);
    }
}
