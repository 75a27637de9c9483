package dev.vitrine.papers.bit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.data.Batch;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.eval.Features;
import dev.vitrine.learn.eval.NearestNeighbors;
import dev.vitrine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class StrokeGlyphsTests {

    @Test
    void batchesRepeatAndDiffer() {
        StrokeGlyphs glyphs = new StrokeGlyphs(5, 3);
        Batch first = glyphs.batches(16).at(7);
        Batch again = new StrokeGlyphs(5, 3).batches(16).at(7);
        assertThat(first.images().shape()).containsExactly(16, 28, 28, 1);
        assertThat(again.images().toFloatArray()).isEqualTo(first.images().toFloatArray());
        assertThat(again.labels()).isEqualTo(first.labels());
        assertThat(glyphs.batches(16).at(8).images().toFloatArray())
                .isNotEqualTo(first.images().toFloatArray());
        assertThat(new StrokeGlyphs(5, 4).batches(16).at(7).images().toFloatArray())
                .isNotEqualTo(first.images().toFloatArray());
    }

    @Test
    void picturesAreMostlyDarkWithBrightStrokes() {
        ImageSet glyphs = new StrokeGlyphs(20, 1).examples(5);
        assertThat(glyphs.size()).isEqualTo(100);
        double bright = 0;
        for (int i = 0; i < glyphs.size(); i++) {
            double ink = 0;
            for (float value : glyphs.pixels(i)) {
                assertThat(value).isBetween(-1f, 1f);
                ink += value > 0 ? 1.0 / 784 : 0;
            }
            assertThat(ink).isBetween(0.005, 0.6);
            bright += ink / glyphs.size();
        }
        assertThat(bright).isBetween(0.05, 0.3);
    }

    /** Examples of a letter resemble each other more than those of other letters. */
    @Test
    void lettersCanBeToldApart() {
        StrokeGlyphs glyphs = new StrokeGlyphs(10, 2);
        ImageSet known = glyphs.examples(20);
        ImageSet all = glyphs.examples(25);
        int[] rest = new int[50];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = 200 + i;
        }
        NearestNeighbors neighbors = NearestNeighbors.of(pixels(known), 3);
        assertThat(neighbors.accuracy(pixels(all.select(rest)))).isGreaterThan(0.5);
    }

    private static Features pixels(ImageSet images) {
        return Features.of((Tensor x) -> x.reshape(x.size(0), 784), images);
    }

    @Test
    void oneLetterIsNoAlphabet() {
        assertThatThrownBy(() -> new StrokeGlyphs(1, 0)).hasMessageContaining("1 classes");
    }
}
