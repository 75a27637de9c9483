package dev.vitrine.extension.picture;

import java.util.Arrays;

/** Rows of numbers as shares between the smallest (0) and the largest (1). */
record ValueGrid(double[][] values, double min, double max) {

    static ValueGrid of(double[][] values) {
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException("There are no values to show");
        }
        for (int y = 0; y < values.length; y++) {
            if (values[y].length != values[0].length) {
                throw new IllegalArgumentException(
                        "Row %d has %d values, but row 0 has %d"
                                .formatted(y, values[y].length, values[0].length));
            }
        }
        double[] finite =
                Arrays.stream(values)
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isFinite)
                        .toArray();
        return new ValueGrid(
                values,
                Arrays.stream(finite).min().orElse(0),
                Arrays.stream(finite).max().orElse(0));
    }

    int height() {
        return values.length;
    }

    int width() {
        return values[0].length;
    }

    double share(int y, int x) {
        double value = values[y][x];
        return max == min && !Double.isNaN(value) ? 0.5 : (value - min) / (max - min);
    }
}
