package dev.vitrine.learn.eval;

import dev.vitrine.tensor.LinearAlgebra;
import dev.vitrine.tensor.Tensor;

/**
 * Linear least squares from features to classes with an L2 penalty, in closed form and in double:
 * what big_vision's {@code fewshot_lsr} fits.
 *
 * <p>Features are whitened by mean and standard deviation of the training examples, x ← (x − mean)
 * / (std + 1e-5); a constant 100 is added, whose weight is the nearly unpenalised bias; targets are
 * 1 for the class and −1 for the others. W = (XᵀX + λI)⁻¹XᵀY, or for fewer examples than features
 * the equal Xᵀ(XXᵀ + λI)⁻¹Y. The smaller of the two Gram matrices is decomposed once, so that
 * further λ cost little.
 */
public final class RidgeRegression {

    /** λ of big_vision's evaluator. */
    public static final double STANDARD_L2 = 1 << 10;

    private static final double BIAS_CONSTANT = 100;
    private static final double DEVIATION_EPSILON = 1e-5;

    private final Features train;
    private final double[] mean;
    private final double[] deviation;
    private final double[] eigenvalues;
    private final Tensor left; // (D + 1, k)
    private final Tensor right; // (k, classes)

    private RidgeRegression(Features train, Boolean primal) {
        this.train = train;
        int n = train.size();
        int width = train.width();
        if (n == 0) {
            throw new IllegalArgumentException("ridge regression needs at least one example");
        }
        mean = new double[width];
        deviation = new double[width];
        moments(train);
        Tensor x = whitened(train);
        double[] targets = new double[n * train.classes()];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < train.classes(); c++) {
                targets[i * train.classes() + c] = train.label(i) == c ? 1 : -1;
            }
        }
        Tensor y = Tensor.of(targets, n, train.classes());
        if (primal != null ? primal : n >= width + 1) {
            LinearAlgebra.Eigen eigen = LinearAlgebra.eigen(x.matmul(x, true, false));
            eigenvalues = eigen.values().toDoubleArray();
            left = eigen.vectors();
            right = left.matmul(x.matmul(y, true, false), true, false);
        } else {
            LinearAlgebra.Eigen eigen = LinearAlgebra.eigen(x.matmul(x, false, true));
            eigenvalues = eigen.values().toDoubleArray();
            left = x.matmul(eigen.vectors(), true, false);
            right = eigen.vectors().matmul(y, true, false);
        }
    }

    /** Prepares the fit to some examples. */
    public static RidgeRegression of(Features train) {
        return new RidgeRegression(train, null);
    }

    /** With the form chosen: (D + 1)² unknowns, or N². */
    static RidgeRegression of(Features train, boolean primal) {
        return new RidgeRegression(train, primal);
    }

    private void moments(Features features) {
        int n = features.size();
        for (int d = 0; d < mean.length; d++) {
            for (int i = 0; i < n; i++) {
                mean[d] += features.at(i, d) / n;
            }
            double variance = 0;
            for (int i = 0; i < n; i++) {
                double difference = features.at(i, d) - mean[d];
                variance += difference * difference / n;
            }
            deviation[d] = Math.sqrt(variance) + DEVIATION_EPSILON;
        }
    }

    /** (N, D + 1), the last column constant. */
    private Tensor whitened(Features features) {
        int width = mean.length;
        double[] x = new double[features.size() * (width + 1)];
        for (int i = 0; i < features.size(); i++) {
            for (int d = 0; d < width; d++) {
                x[i * (width + 1) + d] = (features.at(i, d) - mean[d]) / deviation[d];
            }
            x[i * (width + 1) + width] = BIAS_CONSTANT;
        }
        return Tensor.of(x, features.size(), width + 1);
    }

    /**
     * W for whitened features.
     *
     * @param l2 λ, above 0
     * @return (D + 1, classes), DOUBLE; the last row is that of the constant
     */
    public Tensor weights(double l2) {
        if (!(l2 > 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2 %s: must be above 0 and finite".formatted(l2));
        }
        double[] scale = new double[eigenvalues.length];
        for (int k = 0; k < scale.length; k++) {
            scale[k] = 1 / (eigenvalues[k] + l2);
        }
        return left.mul(Tensor.of(scale, scale.length)).matmul(right);
    }

    /** The class of each example: that with the highest value. */
    public int[] predict(Features features, double l2) {
        train.requireSameKind(features);
        return whitened(features).matmul(weights(l2)).argmax(1);
    }

    /** Share of examples that are classified rightly, 0 to 1. */
    public double accuracy(Features test, double l2) {
        return test.accuracy(predict(test, l2));
    }
}
