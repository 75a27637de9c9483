package dev.vitrine.tensor;

import java.util.List;

/**
 * Where the time of a piece of work went, as {@link Profiler} measured it.
 *
 * @param rows most time first
 * @param seconds from start to end; what the rows do not cover was spent outside of tensors
 */
public record Profile(List<Row> rows, double seconds) {

    /** What an operation was called for. */
    public enum Phase {
        FORWARD,
        BACKWARD,
        /** Changes a parameter in place. */
        UPDATE
    }

    /**
     * All calls of one operation in one phase.
     *
     * @param operation as in error messages, such as {@code linear}
     * @param share of the whole time, 0 to 1
     * @param gigaflops billions of floating-point operations in a second; NaN where they are not
     *     counted. A way back counts as twice the way forward
     */
    public record Row(
            String operation,
            Phase phase,
            long calls,
            double seconds,
            double share,
            double gigaflops) {

        /** Floating-point operations of all calls; NaN where they are not counted. */
        public double flops() {
            return Math.rint(gigaflops * seconds * 1e9);
        }
    }

    /**
     * Floating-point operations that were counted: those of products and convolutions, which are
     * nearly all.
     */
    public double flops() {
        return rows.stream().mapToDouble(Row::flops).filter(flops -> !Double.isNaN(flops)).sum();
    }

    /** Share of the time that was spent outside of tensors, 0 to 1. */
    public double elsewhere() {
        return Math.max(0, 1 - rows.stream().mapToDouble(Row::share).sum());
    }
}
