package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ImageSetTests {

    private static final List<String> CLASSES = List.of("cat", "dog");

    /** Two images of one row and two RGB pixels. */
    private static ImageSet colours() {
        byte[] pixels = {
            (byte) 255, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255, (byte) 128, (byte) 128, (byte) 128
        };
        return new ImageSet("colours", pixels, 1, 2, 3, new int[] {1, 0}, CLASSES);
    }

    @Test
    void blackIsMinusOneAndWhiteIsOne() {
        ImageSet set =
                new ImageSet("grey", new byte[] {0, (byte) 255}, 1, 2, 1, new int[] {0}, CLASSES);
        assertThat(set.pixels(0)).containsExactly(-1f, 1f);
    }

    @Test
    void tensorHasTheImagesInTheOrderAskedFor() {
        var images = colours().images(1, 0);
        assertThat(images.shape()).containsExactly(2, 1, 2, 3);
        assertThat(images.toFloatArray()).startsWith(-1, -1, 1).endsWith(-1, 1, -1);
    }

    @Test
    void pictureKeepsColours() {
        BufferedImage image = colours().image(0);
        assertThat(image.getWidth()).isEqualTo(2);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xffff0000);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xff00ff00);
        assertThat(colours().image(1).getRGB(1, 0)).isEqualTo(0xff808080);
    }

    @Test
    void greyPictureKeepsValues() {
        ImageSet set =
                new ImageSet("grey", new byte[] {7, (byte) 200}, 2, 1, 1, new int[] {0}, CLASSES);
        assertThat(set.image(0).getRaster().getSample(0, 1, 0)).isEqualTo(200);
    }

    @Test
    void tableCountsClassesAlsoEmptyOnes() {
        Table table = colours().select(0).asTable();
        assertThat(table.columnNames()).containsExactly("class", "images", "share");
        assertThat(table.stringColumn("class").asList()).isEqualTo(CLASSES);
        assertThat(table.intColumn("images").asObjectArray()).containsExactly(0, 1);
        assertThat(table.doubleColumn("share").asDoubleArray()).containsExactly(0, 1);
    }

    @Test
    void selectionIsACopy() {
        ImageSet first = colours().first(1);
        assertThat(first.size()).isEqualTo(1);
        assertThat(first.label(0)).isEqualTo(1);
        assertThatThrownBy(() -> first.pixels(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> colours().first(3))
                .hasMessageContaining("has 2 images; the first 3");
    }

    @Test
    void pixelsMoveWithAllTheirColours() {
        ImageSet swapped = colours().permuted(new int[] {1, 0});
        assertThat(swapped.pixels(0)).containsExactly(-1, 1, -1, 1, -1, -1);
        assertThat(swapped.pixels(1)[3]).isEqualTo(-1);
        assertThat(swapped.labels()).containsExactly(1, 0);
        assertThat(swapped.permuted(new int[] {1, 0}).pixels(0))
                .containsExactly(colours().pixels(0));
    }

    @Test
    void orderThatIsNoPermutationIsRefused() {
        assertThatThrownBy(() -> colours().permuted(new int[] {0, 0}))
                .hasMessageContaining("each number from 0 to 1 once")
                .hasMessageContaining("2 numbers, 1 of them different");
        assertThatThrownBy(() -> colours().permuted(new int[] {0, 2}))
                .hasMessageContaining("colours");
        assertThatThrownBy(() -> colours().permuted(new int[] {0}))
                .hasMessageContaining("1 numbers");
    }

    @Test
    void frameIsBlack() {
        ImageSet set =
                new ImageSet("grey", new byte[] {7, 8, 9, 10}, 1, 2, 1, new int[] {0, 1}, CLASSES);
        ImageSet framed = set.padded(1);
        assertThat(framed.toString()).contains("2 images of 3 x 4 x 1");
        int[] row = framed.image(1).getRaster().getSamples(0, 1, 4, 1, 0, (int[]) null);
        assertThat(row).containsExactly(0, 9, 10, 0);
        assertThat(framed.image(0).getRaster().getSamples(0, 0, 4, 1, 0, (int[]) null))
                .containsOnly(0);
        assertThatThrownBy(() -> set.padded(-1)).hasMessageContaining("-1 pixels");
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> new ImageSet("x", new byte[5], 1, 2, 1, new int[2], CLASSES))
                .hasMessage("x: 2 labels with images of 1 x 2 x 1 need 4 bytes of pixels, found 5");
        assertThatThrownBy(() -> new ImageSet("x", new byte[2], 1, 2, 1, new int[] {2}, CLASSES))
                .hasMessage("x: label 2 of image 0 is outside 0 to 1");
        assertThatThrownBy(() -> new ImageSet("x", new byte[4], 1, 2, 2, new int[] {1}, CLASSES))
                .hasMessageContaining("2 channels");
    }
}
