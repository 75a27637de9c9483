package dev.vitrine.extension.array;

import dev.vitrine.extension.text.Digits;
import java.util.Locale;

/**
 * Smallest, mean, largest and standard deviation (of the population) of an array's finite elements.
 *
 * @param finite how many elements are finite
 * @param nan how many are not a number
 * @param infinite how many are infinite
 */
record Statistics(
        double min,
        double mean,
        double max,
        double deviation,
        long finite,
        long nan,
        long infinite) {

    static Statistics of(Elements elements) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double mean = 0;
        double squares = 0;
        long finite = 0;
        long nan = 0;
        long infinite = 0;
        long length = elements.length();
        for (long i = 0; i < length; i++) {
            double value = elements.at().applyAsDouble(i);
            if (Double.isNaN(value)) {
                nan++;
            } else if (Double.isInfinite(value)) {
                infinite++;
            } else {
                // Welford 1962: one pass, and no difference of large sums.
                finite++;
                double delta = value - mean;
                mean += delta / finite;
                squares += delta * (value - mean);
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        return new Statistics(
                min,
                mean,
                max,
                finite == 0 ? Double.NaN : Math.sqrt(squares / finite),
                finite,
                nan,
                infinite);
    }

    /** "min −1, mean 0.02, max 1, std 0.31, 3 NaN". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (finite > 0) {
            text.append("min ").append(Digits.of(min));
            text.append(", mean ").append(Digits.of(mean));
            text.append(", max ").append(Digits.of(max));
            text.append(", std ").append(Digits.of(deviation));
        }
        if (nan > 0) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,d NaN", nan));
        }
        if (infinite > 0) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,d infinite", infinite));
        }
        return text.toString();
    }
}
