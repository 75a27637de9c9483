package dev.vitrine.extension.picture;

/** Rows of numbers as shares between the smallest (0) and the largest (1). */
record ValueGrid(float[][] values, double min, double max) {

    static ValueGrid of(float[][] values) {
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
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float[] row : values) {
            for (float value : row) {
                min = Math.min(min, Float.isFinite(value) ? value : min);
                max = Math.max(max, Float.isFinite(value) ? value : max);
            }
        }
        return new ValueGrid(values, min, max);
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
