package dev.vitrine.learn.preprocess;

import dev.vitrine.tensor.Interpolation;
import java.util.Arrays;
import java.util.List;

/**
 * Resizing by TensorFlow's rules ({@code tf.image.resize}): pixel centres at halves, and bytes are
 * cut off after the point when they become bytes again.
 */
final class Resampling {

    /** Names as TensorFlow has them. */
    static final List<String> METHODS = List.of("bilinear", "nearest", "bicubic", "area");

    private Resampling() {}

    static ImageArray resize(
            ImageArray image, int height, int width, String method, boolean antialias) {
        if (height == image.height() && width == image.width()) {
            return image;
        }
        Interpolation interpolation =
                switch (method) {
                    case "bilinear" -> Interpolation.LINEAR;
                    case "nearest" -> Interpolation.NEAREST;
                    case "bicubic" -> Interpolation.CUBIC;
                    case "area" -> Interpolation.AREA;
                    default -> throw new IllegalArgumentException(method);
                };
        int channels = image.channels();
        Weights rows = Weights.of(interpolation.matrix(image.height(), height, antialias));
        Weights columns = Weights.of(interpolation.matrix(image.width(), width, antialias));
        float[] from = image.values();
        float[] result = new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
        int length = image.width() * channels;
        double[] row = new double[length];
        for (int y = 0; y < height; y++) {
            Arrays.fill(row, 0);
            for (int k = 0; k < rows.weights[y].length; k++) {
                double weight = rows.weights[y][k];
                int start = (rows.first[y] + k) * length;
                for (int i = 0; i < length; i++) {
                    row[i] += weight * from[start + i];
                }
            }
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int k = 0; k < columns.weights[x].length; k++) {
                        sum += columns.weights[x][k] * row[(columns.first[x] + k) * channels + c];
                    }
                    result[(y * width + x) * channels + c] = value(sum, image.isBytes());
                }
            }
        }
        return image.with(height, width, result);
    }

    /** To float first, so that 127.99999999999 becomes 128 and not 127. */
    private static float value(double sum, boolean bytes) {
        float single = (float) sum;
        return bytes ? (int) Math.max(0, Math.min(255, single)) : single;
    }

    /** The weights of each pixel of the result that are not zero, and where they begin. */
    private record Weights(int[] first, double[][] weights) {

        static Weights of(double[][] matrix) {
            int[] first = new int[matrix.length];
            double[][] weights = new double[matrix.length][];
            for (int i = 0; i < matrix.length; i++) {
                double[] all = matrix[i];
                int start = 0;
                while (all[start] == 0) {
                    start++;
                }
                int end = all.length;
                while (all[end - 1] == 0) {
                    end--;
                }
                first[i] = start;
                weights[i] = Arrays.copyOfRange(all, start, end);
            }
            return new Weights(first, weights);
        }
    }
}
