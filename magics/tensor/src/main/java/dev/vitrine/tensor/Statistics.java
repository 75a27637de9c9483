package dev.vitrine.tensor;

import java.lang.ref.Reference;

/**
 * Figures about all elements of a tensor. Elements that are not finite are counted and left out of
 * the rest.
 *
 * @param mean NaN if no element is finite
 * @param standardDeviation of the elements as a whole population
 * @param min smallest finite element
 * @param max largest finite element
 * @param notFinite how many are NaN or infinite
 */
public record Statistics(
        double mean, double standardDeviation, double min, double max, long notFinite) {

    private static final int CHUNK = 4096;

    /** Reads the tensor once, with Welford's recurrence for the variance. */
    public static Statistics of(Tensor tensor) {
        View view = tensor.view();
        double[] chunk = new double[CHUNK];
        double mean = 0;
        double squares = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        long count = 0;
        for (long first = 0; first < view.length(); first += CHUNK) {
            int n = (int) Math.min(CHUNK, view.length() - first);
            view.storage().get(view.offset() + first, chunk, 0, n);
            for (int i = 0; i < n; i++) {
                double value = chunk[i];
                if (Double.isFinite(value)) {
                    count++;
                    double distance = value - mean;
                    mean += distance / count;
                    squares += distance * (value - mean);
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                }
            }
        }
        Reference.reachabilityFence(tensor);
        if (count == 0) {
            return new Statistics(Double.NaN, Double.NaN, Double.NaN, Double.NaN, view.length());
        }
        return new Statistics(mean, Math.sqrt(squares / count), min, max, view.length() - count);
    }
}
