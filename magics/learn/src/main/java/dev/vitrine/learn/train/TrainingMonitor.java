package dev.vitrine.learn.train;

import java.util.Optional;

/**
 * Watches a training run, to show it. All calls come from the training thread, so they should be
 * quick; after {@link #started} comes exactly one of {@link #finished}, {@link #interrupted} and
 * {@link #failed}.
 */
public interface TrainingMonitor {

    /** Before the first step. */
    default void started(TrainingRun run) {}

    /** After {@link #started}, where a run goes on from a checkpoint with what happened before. */
    default void resumed(History history) {}

    /** After each step. */
    default void step(History.Entry entry) {}

    /** After an evaluation; the entry is that of the step before, now with its accuracy. */
    default void evaluated(History.Entry entry) {}

    /** After the last step. */
    default void finished(History history) {}

    /** After a run was stopped early; the model keeps the weights of the last step. */
    default void interrupted(History history) {}

    /** After an error ended the run. */
    default void failed(History history, Throwable cause) {}

    /**
     * Offers a monitor for runs that name none. Found by {@link java.util.ServiceLoader}; the first
     * one that offers a monitor is taken, so a notebook can bring a live display and everything
     * else gets lines of text.
     */
    interface Provider {

        /** A monitor for one run; empty if this is not the place for it. */
        Optional<TrainingMonitor> monitor();
    }
}
