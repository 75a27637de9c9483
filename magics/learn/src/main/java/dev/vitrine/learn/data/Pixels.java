package dev.vitrine.learn.data;

import java.util.Arrays;

/** Geometry on images held as (height, width, channels) floats. */
final class Pixels {

    private static final float BLACK = -1;

    private Pixels() {}

    /** The image moved down by {@code dy} and right by {@code dx}; black comes in from outside. */
    static float[] shifted(float[] image, int height, int width, int channels, int dy, int dx) {
        float[] result = new float[image.length];
        Arrays.fill(result, BLACK);
        int columns = width - Math.abs(dx);
        if (columns <= 0) {
            return result;
        }
        for (int y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
            int from = ((y - dy) * width + Math.max(0, -dx)) * channels;
            int to = (y * width + Math.max(0, dx)) * channels;
            System.arraycopy(image, from, result, to, columns * channels);
        }
        return result;
    }

    /**
     * The part that begins at ({@code top}, {@code left}) with {@code side} times the height and
     * width, scaled to full size. Bilinear with pixel centres at one half, so that side 1 gives the
     * image back.
     */
    static float[] cropped(
            float[] image,
            int height,
            int width,
            int channels,
            double top,
            double left,
            double side) {
        float[] result = new float[image.length];
        for (int y = 0; y < height; y++) {
            double sourceY = clamp(top + (y + 0.5) * side - 0.5, height - 1);
            int y0 = (int) sourceY;
            int y1 = Math.min(y0 + 1, height - 1);
            float fy = (float) (sourceY - y0);
            for (int x = 0; x < width; x++) {
                double sourceX = clamp(left + (x + 0.5) * side - 0.5, width - 1);
                int x0 = (int) sourceX;
                int x1 = Math.min(x0 + 1, width - 1);
                float fx = (float) (sourceX - x0);
                for (int c = 0; c < channels; c++) {
                    float above =
                            mix(
                                    image[at(y0, x0, c, width, channels)],
                                    image[at(y0, x1, c, width, channels)],
                                    fx);
                    float below =
                            mix(
                                    image[at(y1, x0, c, width, channels)],
                                    image[at(y1, x1, c, width, channels)],
                                    fx);
                    result[at(y, x, c, width, channels)] = mix(above, below, fy);
                }
            }
        }
        return result;
    }

    private static int at(int y, int x, int c, int width, int channels) {
        return (y * width + x) * channels + c;
    }

    private static double clamp(double value, int max) {
        return Math.max(0, Math.min(max, value));
    }

    private static float mix(float a, float b, float share) {
        return a + (b - a) * share;
    }
}
