package dev.vitrine.kernel.notebook;

import dev.vitrine.kernel.protocol.StreamOutput;

/** Hears how a run proceeds; called on the thread that runs it, streams also later. */
public interface RunListener {

    /** The kernel is being started. */
    default void kernelStarting() {}

    /**
     * A cell begins.
     *
     * @param number from 1, among the cells that are executed
     * @param total how many are executed
     * @param title one line that tells a reader which cell it is
     */
    default void cellStarted(int number, int total, String title) {}

    /** The running cell printed something. */
    default void printed(StreamOutput output) {}

    /** The cell that was started last has ended, well or not. */
    default void cellEnded(boolean succeeded) {}
}
