package dev.vitrine.learn.data;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * What RandAugment does to a picture. Formulas count in brightness from 0 to 255 and, where they
 * need levels, round to whole ones.
 *
 * @param pixels (height, width, channels) in [-1, 1]; not changed
 */
record Picture(float[] pixels, int height, int width, int channels) {

    /** What comes in from outside, and covers what is cut out: 128. */
    private static final float GREY = (float) scaled(128);

    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private static double bright(double value) {
        return (value + 1) * 127.5;
    }

    private static double scaled(double brightness) {
        return Math.max(0, Math.min(255, brightness)) / 127.5 - 1;
    }

    private float[] each(DoubleUnaryOperator change) {
        float[] result = new float[pixels.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) scaled(change.applyAsDouble(bright(pixels[i])));
        }
        return result;
    }

    /** The darkest value of each channel to 0, the brightest to 255. */
    float[] stretched() {
        float[] result = pixels.clone();
        for (int c = 0; c < channels; c++) {
            double low = 255;
            double high = 0;
            for (int i = c; i < pixels.length; i += channels) {
                low = Math.min(low, bright(pixels[i]));
                high = Math.max(high, bright(pixels[i]));
            }
            for (int i = c; i < pixels.length && high > low; i += channels) {
                result[i] = (float) scaled((bright(pixels[i]) - low) * 255 / (high - low));
            }
        }
        return result;
    }

    /** Each channel so that all levels become about equally frequent. */
    float[] equalized() {
        float[] result = pixels.clone();
        for (int c = 0; c < channels; c++) {
            int[] counts = new int[256];
            int last = 0;
            for (int i = c; i < pixels.length; i += channels) {
                int level = level(pixels[i]);
                counts[level]++;
                last = Math.max(last, level);
            }
            int step = (height * width - counts[last]) / 255;
            if (step == 0) {
                continue;
            }
            int[] table = new int[256];
            int before = step / 2;
            for (int level = 0; level < 256; level++) {
                table[level] = Math.min(255, before / step);
                before += counts[level];
            }
            for (int i = c; i < pixels.length; i += channels) {
                result[i] = (float) scaled(table[level(pixels[i])]);
            }
        }
        return result;
    }

    private static int level(float value) {
        return (int) Math.round(bright(value));
    }

    /** Levels from a threshold on turned round. */
    float[] solarized(int threshold) {
        return each(level -> level < threshold ? level : 255 - level);
    }

    /** Levels below the middle made brighter. */
    float[] solarizeAdded(int addition) {
        return each(level -> level < 128 ? level + addition : level);
    }

    /** As many bits of each level as are told. */
    float[] posterized(int bits) {
        int mask = 0xFF << (8 - bits) & 0xFF;
        return each(level -> (int) Math.round(level) & mask);
    }

    /** Between black, at 0, the picture, at 1, and beyond. */
    float[] brightened(double factor) {
        return each(level -> factor * level);
    }

    /** Between an even grey, at 0, the picture, at 1, and beyond. */
    float[] contrasted(double factor) {
        double sum = 0;
        for (int i = 0; i < height * width; i++) {
            sum += luma(i);
        }
        double mean = sum / (height * width);
        return each(level -> mean + factor * (level - mean));
    }

    /** Between a picture without colours, at 0, the picture, at 1, and beyond. */
    float[] coloured(double factor) {
        float[] result = new float[pixels.length];
        for (int i = 0; i < height * width; i++) {
            double grey = luma(i);
            for (int c = 0; c < channels; c++) {
                double level = bright(pixels[i * channels + c]);
                result[i * channels + c] = (float) scaled(grey + factor * (level - grey));
            }
        }
        return result;
    }

    private double luma(int pixel) {
        if (channels != 3) {
            return bright(pixels[pixel * channels]);
        }
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += LUMA[c] * bright(pixels[pixel * 3 + c]);
        }
        return sum;
    }

    /** Between a smoothed picture, at 0, the picture, at 1, and beyond; the border stays. */
    float[] sharpened(double factor) {
        float[] result = pixels.clone();
        int row = width * channels;
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * row + channels; i < (y + 1) * row - channels; i++) {
                double sum = 4 * bright(pixels[i]);
                for (int dy = -row; dy <= row; dy += row) {
                    for (int dx = -channels; dx <= channels; dx += channels) {
                        sum += bright(pixels[i + dy + dx]);
                    }
                }
                double smooth = sum / 13;
                result[i] = (float) scaled(smooth + factor * (bright(pixels[i]) - smooth));
            }
        }
        return result;
    }

    /** A grey square, as far as it is inside. */
    float[] cutOut(int halfSide, int centreY, int centreX) {
        float[] result = pixels.clone();
        int left = Math.max(0, centreX - halfSide);
        int right = Math.min(width, centreX + halfSide);
        for (int y = Math.max(0, centreY - halfSide);
                y < Math.min(height, centreY + halfSide);
                y++) {
            if (left < right) {
                Arrays.fill(
                        result,
                        (y * width + left) * channels,
                        (y * width + right) * channels,
                        GREY);
            }
        }
        return result;
    }

    /** Turned around the middle. */
    float[] rotated(double radians) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        return transformed(cos, -sin, 0, sin, cos, 0);
    }

    /**
     * At (x, y), measured from the middle, what was at (a x + b y + dx, c x + d y + dy); bilinear.
     */
    float[] transformed(double a, double b, double dx, double c, double d, double dy) {
        float[] result = new float[pixels.length];
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fromX = middleX + a * (x - middleX) + b * (y - middleY) + dx;
                double fromY = middleY + c * (x - middleX) + d * (y - middleY) + dy;
                int x0 = (int) Math.floor(fromX);
                int y0 = (int) Math.floor(fromY);
                float fx = (float) (fromX - x0);
                float fy = (float) (fromY - y0);
                for (int channel = 0; channel < channels; channel++) {
                    float above = (1 - fx) * at(y0, x0, channel) + fx * at(y0, x0 + 1, channel);
                    float below =
                            (1 - fx) * at(y0 + 1, x0, channel) + fx * at(y0 + 1, x0 + 1, channel);
                    result[(y * width + x) * channels + channel] = (1 - fy) * above + fy * below;
                }
            }
        }
        return result;
    }

    private float at(int y, int x, int channel) {
        return y < 0 || y >= height || x < 0 || x >= width
                ? GREY
                : pixels[(y * width + x) * channels + channel];
    }
}
