package dev.vitrine.papers.vit;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/** Position embeddings that are computed rather than learned: E_pos of Eq. 1. */
public final class PositionEmbedding {

    private static final double LONGEST_PERIOD = 10_000;

    private PositionEmbedding() {}

    /**
     * Sines and cosines of column and row, in big_vision's order: [sin xω | cos xω | sin yω | cos
     * yω] with ω_k = 10000^(−k / (q − 1)), k = 0 to q − 1, q = D / 4; the last frequency is exactly
     * 1/10000.
     *
     * @param width D, a multiple of 4, at least 8
     * @return (1, rows · columns, D), row by row
     * @throws IllegalArgumentException if the width is another
     */
    public static Tensor sincos2d(int rows, int columns, int width, DType dtype) {
        if (width % 4 != 0 || width < 8) {
            throw new IllegalArgumentException(
                    "sincos2d: the width must be a multiple of 4 and at least 8, not " + width);
        }
        int quarter = width / 4;
        double[] values = new double[rows * columns * width];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int token = (y * columns + x) * width;
                for (int k = 0; k < quarter; k++) {
                    double frequency = Math.pow(LONGEST_PERIOD, -(double) k / (quarter - 1));
                    values[token + k] = Math.sin(x * frequency);
                    values[token + quarter + k] = Math.cos(x * frequency);
                    values[token + 2 * quarter + k] = Math.sin(y * frequency);
                    values[token + 3 * quarter + k] = Math.cos(y * frequency);
                }
            }
        }
        return Tensor.of(values, 1, (long) rows * columns, width).to(dtype);
    }

    /**
     * Resizes a learned embedding to another grid, linearly with the corners aligned: corner
     * vectors stay as they are. As big_vision does by {@code scipy.ndimage.zoom(order=1)};
     * half-pixel bilinear costs accuracy with its checkpoints.
     *
     * @param embedding (1, fromRows · fromColumns, D), without a row for the class token
     * @return (1, toRows · toColumns, D), without gradient
     * @throws IllegalArgumentException if the embedding has another shape
     */
    public static Tensor resample(
            Tensor embedding, int fromRows, int fromColumns, int toRows, int toColumns) {
        if (embedding.rank() != 3
                || embedding.size(0) != 1
                || embedding.size(1) != (long) fromRows * fromColumns) {
            throw new IllegalArgumentException(
                    "position embedding of shape %s does not belong to a grid of %d x %d"
                            .formatted(Arrays.toString(embedding.shape()), fromRows, fromColumns));
        }
        int width = Math.toIntExact(embedding.size(2));
        double[] from = embedding.toDoubleArray();
        double[] to = new double[toRows * toColumns * width];
        for (int y = 0; y < toRows; y++) {
            Sample row = Sample.of(y, toRows, fromRows);
            for (int x = 0; x < toColumns; x++) {
                Sample column = Sample.of(x, toColumns, fromColumns);
                for (int d = 0; d < width; d++) {
                    double above =
                            column.between(
                                    from[(row.low() * fromColumns + column.low()) * width + d],
                                    from[(row.low() * fromColumns + column.high()) * width + d]);
                    double below =
                            column.between(
                                    from[(row.high() * fromColumns + column.low()) * width + d],
                                    from[(row.high() * fromColumns + column.high()) * width + d]);
                    to[(y * toColumns + x) * width + d] = row.between(above, below);
                }
            }
        }
        return Tensor.of(to, 1, (long) toRows * toColumns, width).to(embedding.dtype());
    }

    /** Where a new point falls between two old ones. */
    private record Sample(int low, int high, double share) {

        static Sample of(int position, int newCount, int oldCount) {
            double old = newCount == 1 ? 0 : (double) position * (oldCount - 1) / (newCount - 1);
            int low = Math.min((int) old, oldCount - 1);
            return new Sample(low, Math.min(low + 1, oldCount - 1), old - low);
        }

        double between(double atLow, double atHigh) {
            return atLow + (atHigh - atLow) * share;
        }
    }
}
