package dev.vitrine.extension.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTests {

    private static final int BLACK = 0xff000000;
    private static final int WHITE = 0xffffffff;

    private static BufferedImage checkers(int size) {
        float[] pixels = new float[size * size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i / size + i % size) % 2;
        }
        return Pictures.of(pixels, size, size, 1, 0, 1);
    }

    @Test
    void rangeIsWhatHoldsAllValues() {
        assertThat(Pictures.of(new float[] {0, 1}, 1, 2, 1, 0, 1).getRGB(0, 0)).isEqualTo(BLACK);
        assertThat(Pictures.of(new float[] {0, 1}, 1, 2, 1, -1, 1).getRGB(0, 0))
                .isEqualTo(0xff808080);
        assertThat(Pictures.of(new float[] {0, 255}, 1, 2, 1, 0, 255).getRGB(1, 0))
                .isEqualTo(WHITE);
        assertThat(Pictures.of(new float[] {-7, 900}, 1, 2, 1, -7, 900).getRGB(0, 0))
                .isEqualTo(BLACK);
        assertThat(Pictures.of(new float[] {3, 3}, 1, 2, 1, 3, 3).getRGB(0, 0))
                .isEqualTo(0xff030303);
    }

    @Test
    void notANumberIsMagenta() {
        assertThat(Pictures.of(new float[] {Float.NaN, 1}, 1, 2, 1, 0, 1).getRGB(0, 0))
                .isEqualTo(0xffff00ff);
    }

    @Test
    void channelsAreRedGreenBlue() {
        assertThat(Pictures.of(new float[] {1, 0.2f, 0}, 1, 1, 3, 0, 1).getRGB(0, 0))
                .isEqualTo(0xffff3300);
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> Pictures.of(new float[5], 2, 3, 1, 0, 1))
                .hasMessageContaining("2×3")
                .hasMessageContaining("6 values, not 5");
        assertThatThrownBy(() -> Pictures.of(new float[4], 1, 2, 2, 0, 1))
                .hasMessageContaining("1 or 3 channels, not 2");
        assertThatThrownBy(() -> Pictures.grid(List.of(), 3)).hasMessageContaining("no images");
        assertThatThrownBy(() -> Pictures.grid(List.of(checkers(8)), List.of("a", "b"), 3))
                .hasMessageContaining("1 images need as many labels, not 2");
        assertThatThrownBy(() -> Pictures.patches(checkers(8), 9))
                .hasMessageContaining("8×8")
                .hasMessageContaining("size 9");
        assertThatThrownBy(() -> Pictures.heatmap(new float[][] {{1, 2}, {3}}))
                .hasMessageContaining("Row 1 has 1 values");
    }

    @Test
    void enlargedPixelsStaySharpSquares() {
        BufferedImage large = Pictures.enlarge(checkers(4), 10);

        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                assertThat(large.getRGB(x, y))
                        .isEqualTo((y / 10 + x / 10) % 2 == 0 ? BLACK : WHITE);
            }
        }
    }

    @Test
    void patchesKeepTheirPixelsAndDropTheRest() {
        BufferedImage image = checkers(10);

        List<BufferedImage> patches = Pictures.patches(image, 4);

        assertThat(patches).hasSize(4).allMatch(p -> p.getWidth() == 4 && p.getHeight() == 4);
        assertThat(patches.get(3).getRGB(1, 2)).isEqualTo(image.getRGB(5, 6));
    }

    @Test
    void gridHoldsAllImagesAndLabelsOfAnyLength() {
        BufferedImage grid =
                Pictures.grid(
                        List.of(checkers(28), checkers(28), checkers(28)),
                        List.of("", "a label that is far too long for its tile", "\ud83d\ude00"),
                        2);

        assertThat(grid.getWidth()).isEqualTo(12 + 56 + 8 + 56 + 12);
        assertThat(grid.getHeight()).isEqualTo(12 + 2 * (17 + 56) + 8 + 12);
    }

    @Test
    void overlayIsBrightestWhereTheWeightIsLargest() {
        BufferedImage black = Pictures.of(new float[784], 28, 28, 1, 0, 1);

        BufferedImage overlay = Pictures.overlay(black, new float[][] {{0, 0.1f}, {0.9f, 0.1f}});

        assertThat(overlay.getRGB(10, 200) >> 8 & 0xff)
                .isGreaterThan(overlay.getRGB(200, 10) >> 8 & 0xff);
        assertThat(overlay.getRGB(200, 10)).isEqualTo(overlay.getRGB(200, 200));
    }

    @Test
    void heatmapOfEqualOrMissingValuesIsDrawn() {
        assertThat(Pictures.heatmap(new float[][] {{2, 2}}).getWidth()).isGreaterThan(100);
        assertThat(Pictures.heatmap(new float[][] {{Float.NaN}}).getRGB(0, 0))
                .isEqualTo(0xff808080);
    }

    @Test
    void matrixHasAColourForEachValueAndRoomForItsLabels() {
        float[][] values = {{0, 1, 0}, {1, 0, 0}};
        List<String> words = List.of("a", "much longer", "b");

        BufferedImage image = Pictures.matrix(values, words.subList(0, 2), words);

        int right = image.getWidth() - 12 - 12;
        int bottom = image.getHeight() - 12 - 12;
        assertThat(image.getRGB(right, bottom)).isEqualTo(0xff440154);
        assertThat(image.getRGB(right - 48, bottom)).isEqualTo(0xfffde725);
        assertThat(image.getRGB(right - 24, bottom - 24)).isEqualTo(0xfffde725);
        assertThat(image.getWidth())
                .isGreaterThan(Pictures.matrix(values, List.of("a", "b"), words).getWidth());
        assertThatThrownBy(() -> Pictures.matrix(values, words, words))
                .hasMessageContaining("2 x 3 values");
    }
}
