package dev.vitrine.papers.transformer;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;

/** Positions as sines and cosines, section 3.5. */
public final class PositionalEncoding {

    private static final double LONGEST_PERIOD = 10_000;

    private PositionalEncoding() {}

    /**
     * PE(p, 2i) = sin(p / 10000^(2i / d)), PE(p, 2i + 1) = cos(p / 10000^(2i / d)): sine and cosine
     * of one frequency stand side by side. A step from p to p + k is the same rotation of each pair
     * wherever p is, which lets attention look for distances.
     *
     * @param first position of the first row
     * @param count rows
     * @param width d, even
     * @return (count, d)
     */
    public static Tensor of(int first, int count, int width, DType dtype) {
        if (width < 2 || width % 2 != 0) {
            throw new IllegalArgumentException(
                    "positional encoding: the width must be even, not " + width);
        }
        double[] values = new double[count * width];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i += 2) {
                double angle = (first + row) / Math.pow(LONGEST_PERIOD, (double) i / width);
                values[row * width + i] = Math.sin(angle);
                values[row * width + i + 1] = Math.cos(angle);
            }
        }
        return Tensor.of(values, count, width).to(dtype);
    }
}
