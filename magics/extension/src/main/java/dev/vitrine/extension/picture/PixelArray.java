package dev.vitrine.extension.picture;

import java.awt.image.BufferedImage;

/**
 * Pixels as numbers, row by row, channels last.
 *
 * @param values height · width · channels of them; not copied
 * @param channels 1 for grey, 3 for red, green, blue
 */
record PixelArray(float[] values, int height, int width, int channels) {

    /** What is neither black nor white nor between: a value that is not a number. */
    private static final int NOT_A_NUMBER = 0xff00ff;

    PixelArray {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("A picture has 1 or 3 channels, not " + channels);
        }
        if (height < 1 || width < 1 || (long) height * width * channels != values.length) {
            throw new IllegalArgumentException(
                    "A picture of %d\u00d7%d pixels and %d channels needs %d values, not %d"
                            .formatted(
                                    height,
                                    width,
                                    channels,
                                    (long) height * width * channels,
                                    values.length));
        }
    }

    private int rgb(int y, int x, PixelRange range) {
        int at = (y * width + x) * channels;
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            float value = values[at + (channels == 1 ? 0 : c)];
            if (Float.isNaN(value)) {
                return NOT_A_NUMBER;
            }
            rgb = rgb << 8 | (int) Math.round(range.brightness(value) * 255);
        }
        return rgb;
    }

    BufferedImage image(PixelRange range) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb(y, x, range));
            }
        }
        return image;
    }
}
