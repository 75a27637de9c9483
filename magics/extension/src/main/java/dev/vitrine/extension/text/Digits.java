package dev.vitrine.extension.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Digits for numbers that are read together, such as a column: one count of decimals for all, so
 * that points stand below each other. Whole numbers get none, others as many as they need up to
 * five significant digits of the largest, and very large or very small ones are written as {@code
 * 1.234e-05}. NaN and infinities are written as such.
 */
public final class Digits {

    /** Relative difference below which two {@code float} numbers are the same to a reader. */
    public static final double FLOAT = 1e-6;

    /** Relative difference below which two {@code double} numbers are the same to a reader. */
    public static final double DOUBLE = 1e-12;

    private static final int SIGNIFICANT_DIGITS = 5;
    private static final int MAX_DECIMALS = 4;

    private Digits() {}

    /**
     * One format for all of some values.
     *
     * @param tolerance {@link #FLOAT} or {@link #DOUBLE}, by the type that the values have
     */
    public static DoubleFunction<String> of(double[] values, double tolerance) {
        double[] sizes =
                Arrays.stream(values)
                        .filter(Double::isFinite)
                        .map(Math::abs)
                        .filter(v -> v > 0)
                        .toArray();
        double largest = Arrays.stream(sizes).max().orElse(0);
        double smallest = Arrays.stream(sizes).min().orElse(0);
        boolean whole = Arrays.stream(sizes).allMatch(v -> v == Math.rint(v));
        if (whole && largest < 1e9) {
            return fixed(0);
        }
        if (largest >= 1e7 || largest < 1e-3 || (smallest < 1e-4 && largest < 1)) {
            return Digits::scientific;
        }
        int digitsBeforePoint = (int) Math.floor(Math.log10(Math.max(largest, 1))) + 1;
        int allowed = Math.max(1, Math.min(MAX_DECIMALS, SIGNIFICANT_DIGITS - digitsBeforePoint));
        int decimals = 1;
        while (decimals < allowed && !exact(sizes, decimals, tolerance)) {
            decimals++;
        }
        return fixed(decimals);
    }

    /** A single number, with up to five significant digits. */
    public static String of(double value) {
        return of(new double[] {value}, FLOAT).apply(value);
    }

    private static boolean exact(double[] sizes, int decimals, double tolerance) {
        double scale = Math.pow(10, decimals);
        return Arrays.stream(sizes)
                .allMatch(v -> Math.abs(Math.rint(v * scale) / scale - v) <= v * tolerance);
    }

    private static String scientific(double v) {
        return !Double.isFinite(v)
                ? special(v)
                : v == 0 ? "0" : String.format(Locale.ROOT, "%.3e", v);
    }

    private static DoubleFunction<String> fixed(int decimals) {
        String pattern = "%." + decimals + "f";
        double half = 0.5 * Math.pow(10, -decimals);
        // What rounds to zero is written without a sign.
        return v ->
                Double.isFinite(v)
                        ? String.format(Locale.ROOT, pattern, Math.abs(v) < half ? 0.0 : v)
                        : special(v);
    }

    private static String special(double v) {
        return Double.isNaN(v) ? "NaN" : v > 0 ? "\u221e" : "-\u221e";
    }
}
