package dev.vitrine.kernel.notebook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param executed cells that ran to their end
 * @param total cells to execute
 * @param duration of the whole run, the kernel's start included
 * @param failure why it ended early; empty if it did not
 */
public record RunResult(int executed, int total, Duration duration, Optional<Failure> failure) {

    public boolean succeeded() {
        return failure.isEmpty();
    }

    /** What ends a run early. */
    public enum Reason {
        /** A cell failed. */
        CELL_FAILED,
        /** A cell ran longer than it may. */
        TIMEOUT,
        /** {@link HeadlessRunner#interrupt} was called. */
        INTERRUPTED,
        /** The kernel's process ended or did not start. */
        KERNEL_DIED
    }

    /**
     * @param cell number of the cell from 1, or 0 if none was running
     * @param title the cell's title, or the empty string
     * @param details lines for the user, with ANSI colours
     */
    public record Failure(Reason reason, int cell, String title, List<String> details) {}
}
