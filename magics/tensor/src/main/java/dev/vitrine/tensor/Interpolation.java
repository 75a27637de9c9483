package dev.vitrine.tensor;

/**
 * How values between pixels are found. Pixels have width 1 and their centres at halves, as in JAX
 * and TensorFlow 2, unless said otherwise; beyond the edge there is nothing, and weights are
 * normalised to the sum 1.
 */
public enum Interpolation {
    /** The pixel that a centre lies in. */
    NEAREST,
    /** Between two neighbours. */
    LINEAR,
    /** Keys' cubic with a = -1/2, between four neighbours; PyTorch's has -3/4. */
    CUBIC,
    /** The mean over the area that a pixel covers; TensorFlow's {@code area}. */
    AREA,
    /** Linear, with the centres of the corners on each other: PyTorch's {@code align_corners}. */
    ALIGNED_LINEAR;

    /**
     * The linear map of one axis.
     *
     * @param antialias whether LINEAR and CUBIC take more neighbours where the result is smaller,
     *     as JAX does and TensorFlow does not unless asked; the others know no difference
     * @return (to, from), each row the weights of one pixel of the result
     */
    public double[][] matrix(int from, int to, boolean antialias) {
        if (from < 1 || to < 1) {
            throw new IllegalArgumentException("cannot resize " + from + " pixels to " + to);
        }
        double step = (double) from / to;
        double spread = antialias ? Math.max(1, step) : 1;
        double[][] matrix = new double[to][from];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * step;
            switch (this) {
                case NEAREST -> matrix[i][(int) ((2L * i + 1) * from / (2L * to))] = 1;
                case LINEAR -> fill(matrix[i], centre, spread, Interpolation::triangle);
                case CUBIC -> fill(matrix[i], centre, spread, Interpolation::keys);
                case AREA -> area(matrix[i], i * step, (i + 1) * step);
                case ALIGNED_LINEAR -> {
                    double position = to == 1 ? 0 : i * (from - 1.0) / (to - 1);
                    fill(matrix[i], position + 0.5, 1, Interpolation::triangle);
                }
            }
        }
        return matrix;
    }

    private interface Filter {
        double weight(double distance);
    }

    private static void fill(double[] weights, double centre, double spread, Filter filter) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            weights[j] = filter.weight(Math.abs(centre - j - 0.5) / spread);
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
    }

    private static double triangle(double distance) {
        return Math.max(0, 1 - distance);
    }

    private static double keys(double d) {
        if (d >= 2) {
            return 0;
        }
        return d >= 1 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : (1.5 * d - 2.5) * d * d + 1;
    }

    private static void area(double[] weights, double start, double end) {
        for (int j = 0; j < weights.length; j++) {
            double covered = Math.min(end, j + 1) - Math.max(start, j);
            weights[j] = Math.max(0, covered) / (end - start);
        }
    }
}
