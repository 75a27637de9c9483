package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.RandAugment.Operation;
import dev.vitrine.tensor.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RandAugmentTests {

    private static float[] of(int... levels) {
        float[] values = new float[levels.length];
        for (int i = 0; i < levels.length; i++) {
            values[i] = levels[i] / 127.5f - 1;
        }
        return values;
    }

    private static int[] levels(float[] values) {
        int[] levels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            levels[i] = Math.round((values[i] + 1) * 127.5f);
        }
        return levels;
    }

    private static float[] apply(Operation operation, double magnitude, float[] row) {
        return new RandAugment(1, magnitude)
                .apply(operation, new Picture(row, 1, row.length, 1), new Philox(4));
    }

    /** By hand from the definitions, on one row of grey pixels. */
    @ParameterizedTest
    @CsvSource({
        "AUTO_CONTRAST, 5, 50 100 150, 0 128 255",
        "AUTO_CONTRAST, 5, 7 7, 7 7",
        "INVERT, 5, 0 100 255, 255 155 0",
        "SOLARIZE, 5, 0 127 128 255, 0 127 127 0",
        "SOLARIZE, 10, 0 100 255, 0 100 255",
        "SOLARIZE_ADD, 5, 0 127 128, 55 182 128",
        "SOLARIZE_ADD, 30, 0 127 128, 255 255 128",
        "POSTERIZE, 10, 15 16 200 255, 0 16 192 240",
        "POSTERIZE, 5, 63 64 255, 0 64 192",
        "POSTERIZE, 30, 15 16 255, 15 16 255",
        "BRIGHTNESS, 5, 100 200, 100 200",
        "BRIGHTNESS, 10, 10 100 200, 19 190 255",
        "CONTRAST, 10, 90 110, 81 119",
        "COLOR, 10, 90 110, 90 110",
        "SHARPNESS, 10, 90 110, 90 110",
    })
    void valuesFollowTheirDefinitions(
            Operation operation, double magnitude, String from, String to) {
        int[] levels = Arrays.stream(from.split(" ")).mapToInt(Integer::parseInt).toArray();
        int[] expected = Arrays.stream(to.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThat(levels(apply(operation, magnitude, of(levels)))).containsExactly(expected);
    }

    @Test
    void coloursGoFromGreyToMoreThanTheyWere() {
        Picture red = new Picture(of(200, 50, 50), 1, 1, 3);
        int grey = (int) Math.round(0.299 * 200 + 0.701 * 50);
        assertThat(levels(red.coloured(0))).containsExactly(grey, grey, grey);
        assertThat(levels(red.coloured(1))).containsExactly(200, 50, 50);
        int[] more = levels(red.coloured(1.3));
        assertThat(more[0]).isGreaterThan(200);
        assertThat(more[1]).isLessThan(50);
    }

    @Test
    void sharpeningKeepsEvenPicturesAndSmoothingSpreadsADot() {
        float[] even = new float[25];
        assertThat(new Picture(even, 5, 5, 1).sharpened(1.9)).containsExactly(even, within(1e-6f));
        int[] dot = new int[25];
        dot[12] = 130;
        int[] smooth = levels(new Picture(of(dot), 5, 5, 1).sharpened(0));
        assertThat(smooth[12]).isEqualTo(50);
        assertThat(smooth[6]).isEqualTo(10);
        assertThat(smooth[0]).isZero();
    }

    /** A picture of all levels is as even as can be already; one of two becomes black and white. */
    @Test
    void equalizingSpreadsTheLevels() {
        int[] all = new int[1024];
        Arrays.setAll(all, i -> i / 4);
        assertThat(levels(new Picture(of(all), 32, 32, 1).equalized())).containsExactly(all);
        int[] two = new int[1024];
        Arrays.setAll(two, i -> i % 2 == 0 ? 100 : 110);
        assertThat(levels(new Picture(of(two), 32, 32, 1).equalized())).containsOnly(0, 255);
    }

    @Test
    void rotationTurnsAroundTheMiddle() {
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Picture picture = new Picture(image, 3, 3, 1);
        assertThat(picture.rotated(Math.PI / 2))
                .containsExactly(new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, within(1e-5f));
        assertThat(picture.transformed(1, 0, 1, 0, 1, 0))
                .containsExactly(
                        new float[] {2, 3, 1 / 255f, 5, 6, 1 / 255f, 8, 9, 1 / 255f},
                        within(1e-5f));
        assertThat(picture.transformed(1, 0, 0, 0, 1, 0)).containsExactly(image);
    }

    @Test
    void cutOutIsAGreySquareInsideThePicture() {
        Picture picture = new Picture(new float[36], 6, 6, 1);
        float[] cut = picture.cutOut(2, 0, 5);
        int covered = 0;
        for (float value : cut) {
            covered += value != 0 ? 1 : 0;
        }
        assertThat(covered).isEqualTo(2 * 3);
        assertThat(picture.cutOut(0, 3, 3)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyOperationKeepsSizeAndRange(Operation operation) {
        float[] image = new float[9 * 7 * 3];
        Philox random = new Philox(2);
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (2 * random.nextDouble() - 1);
        }
        float[] before = image.clone();
        for (double magnitude : new double[] {0, 7.5, 30}) {
            float[] result =
                    new RandAugment(1, magnitude)
                            .apply(operation, new Picture(image, 9, 7, 3), random);
            assertThat(result).hasSize(image.length);
            for (float value : result) {
                assertThat(value).isBetween(-1f, 1f);
            }
        }
        assertThat(image).containsExactly(before);
    }

    @Test
    void sameSeedGivesTheSamePictures() {
        float[] image = of(0, 50, 100, 150, 200, 255);
        RandAugment augment = new RandAugment(2, 15);
        float[] first = augment.apply(image, 2, 3, 1, new Philox(8));
        assertThat(augment.apply(image, 2, 3, 1, new Philox(8))).containsExactly(first);
        assertThat(RandAugment.NONE.apply(image, 2, 3, 1, null)).isSameAs(image);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new RandAugment(-1, 5)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new RandAugment(2, 31)).hasMessageContaining("31.0");
        assertThatThrownBy(() -> new RandAugment(2, Double.NaN)).hasMessageContaining("NaN");
    }
}
