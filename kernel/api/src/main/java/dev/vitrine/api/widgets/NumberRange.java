package dev.vitrine.api.widgets;

/**
 * The numbers from one to another, both included.
 *
 * @param <N> Integer or Double
 */
public record NumberRange<N extends Number & Comparable<N>>(N lower, N upper) {

    /**
     * @throws IllegalArgumentException if the lower is greater than the upper
     */
    public NumberRange {
        if (lower.compareTo(upper) > 0) {
            throw new IllegalArgumentException(
                    "the lower number " + lower + " is greater than the upper, " + upper);
        }
    }

    @Override
    public String toString() {
        return "[" + lower + ", " + upper + "]";
    }
}
