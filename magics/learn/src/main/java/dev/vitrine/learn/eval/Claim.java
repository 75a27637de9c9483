package dev.vitrine.learn.eval;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Objects;

/**
 * A paper's claim as code: what the paper says, what was measured here, and when the claim counts
 * as holding.
 *
 * <p>Thresholds are set before the run, from the paper or from an estimate that is written down; a
 * measurement that is not a number holds nothing.
 *
 * @param name what is claimed, such as "test accuracy of GAP"
 * @param paper the paper's figure and where it stands, such as "88.55 % (Table 2)"
 * @param measured our value
 * @param condition when it holds, in words, such as "at least 0.975"
 * @param holds whether it does
 */
public record Claim(String name, String paper, double measured, String condition, boolean holds) {

    public Claim {
        Objects.requireNonNull(name, "name of the claim");
        Objects.requireNonNull(paper, "what the paper says");
        Objects.requireNonNull(condition, "condition of the claim");
    }

    /** Holds if the measured value is the threshold or more. */
    public static Claim atLeast(String name, String paper, double measured, double threshold) {
        return new Claim(
                name, paper, measured, "at least " + number(threshold), measured >= threshold);
    }

    /** Holds if the measured value is the threshold or less. */
    public static Claim atMost(String name, String paper, double measured, double threshold) {
        return new Claim(
                name, paper, measured, "at most " + number(threshold), measured <= threshold);
    }

    /** Holds if the measured value is no further than {@code tolerance} from the expected one. */
    public static Claim within(
            String name, String paper, double measured, double expected, double tolerance) {
        return new Claim(
                name,
                paper,
                measured,
                "%s ± %s".formatted(number(expected), number(tolerance)),
                Math.abs(measured - expected) <= tolerance);
    }

    /** Holds if the measured value is exactly the expected one, as for a parameter count. */
    public static Claim exactly(String name, String paper, double measured, double expected) {
        return new Claim(
                name, paper, measured, "exactly " + number(expected), measured == expected);
    }

    /**
     * A number as people write it: whole numbers with thousands separated, others with up to six
     * digits.
     */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        double size = Math.abs(value);
        if (size >= 1e-4 && size < 1e6) {
            return new BigDecimal(value)
                    .round(new MathContext(6))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
