package dev.vitrine.papers.gan;

import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * The paper's measure for models that cannot say how probable something is (section 5): a round
 * Gaussian around each sample, and the log-likelihood that their mean gives to test data. It is a
 * rough one, above all in many dimensions; the width must not be chosen on test data.
 *
 * @param samples (n, d), of the model; in their type it is computed
 * @param sigma deviation of the Gaussians
 */
public record ParzenWindow(Tensor samples, double sigma) {

    private static final int AT_ONCE = 100;

    public ParzenWindow {
        if (samples.rank() != 2 || !(sigma > 0)) {
            throw new IllegalArgumentException(
                    "samples of shape %s, sigma %s: expected (n, d), and sigma above 0"
                            .formatted(Arrays.toString(samples.shape()), sigma));
        }
        samples = samples.detach();
    }

    /** Ten widths from 0.1 to 1, evenly on a logarithmic scale, as in the paper's code. */
    public static double[] widths() {
        double[] widths = new double[10];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.pow(10, -1 + i / 9.0);
        }
        return widths;
    }

    /**
     * The window with the width that makes held-out data most likely.
     *
     * @param samples (n, d)
     * @param validation (m, d), not the test data
     * @param widths to choose from
     */
    public static ParzenWindow chosen(Tensor samples, Tensor validation, double... widths) {
        ParzenWindow best = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (double width : widths) {
            ParzenWindow window = new ParzenWindow(samples, width);
            double likelihood = window.mean(validation);
            if (best == null || likelihood > highest) {
                best = window;
                highest = likelihood;
            }
        }
        return best;
    }

    /**
     * log of the mean over samples s of N(x; s, σ² I), for each point x.
     *
     * @param points (m, d)
     */
    @SuppressWarnings("try") // the resources are only closed
    public double[] logLikelihoods(Tensor points) {
        long dimensions = samples.size(1);
        double constant =
                -Math.log(samples.size(0))
                        - 0.5 * dimensions * Math.log(2 * Math.PI * sigma * sigma);
        double[] all = new double[Math.toIntExact(points.size(0))];
        for (int from = 0; from < all.length; from += AT_ONCE) {
            int to = Math.min(all.length, from + AT_ONCE);
            try (Tape off = Tape.off();
                    Scope scope = Scope.open()) {
                Tensor some = points.detach().slice(0, from, to).to(samples.dtype());
                double[] part =
                        squaredDistances(some)
                                .div(-2 * sigma * sigma)
                                .logSumExp(1)
                                .add(constant)
                                .toDoubleArray();
                System.arraycopy(part, 0, all, from, to - from);
            }
        }
        return all;
    }

    /** |x|² - 2 x s + |s|², (m, n), from points (m, d). */
    private Tensor squaredDistances(Tensor points) {
        Tensor products = points.matmul(samples, false, true).mul(-2);
        return products.add(points.pow(2).sum(true, 1)).add(samples.pow(2).sum(1));
    }

    /** Mean log-likelihood of points, in nats. */
    public double mean(Tensor points) {
        return Arrays.stream(logLikelihoods(points)).average().orElseThrow();
    }

    /** Standard error of {@link #mean}. */
    public double standardError(Tensor points) {
        double[] all = logLikelihoods(points);
        double mean = Arrays.stream(all).average().orElseThrow();
        double squares = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (all.length - 1.0) / all.length);
    }
}
