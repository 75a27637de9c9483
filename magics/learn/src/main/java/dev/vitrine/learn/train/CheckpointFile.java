package dev.vitrine.learn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** When the state of a run is written to its file, if it has one. */
final class CheckpointFile {

    private final Path file; // null without
    private final long every;
    private final TrainingState state;
    private final Map<String, String> recipe;
    private long saved;

    CheckpointFile(Path file, long every, TrainingState state, Map<String, String> recipe) {
        this.file = file;
        this.every = every;
        this.state = state;
        this.recipe = recipe;
    }

    boolean exists() {
        return file != null && Files.exists(file);
    }

    /** Goes back to what the file has; says whether there was one. */
    boolean resume() {
        if (!exists()) {
            return false;
        }
        TrainingCheckpoint.load(file, state, recipe);
        saved = state.step();
        return true;
    }

    void afterStep() {
        if (state.step() % every == 0) {
            save();
        }
    }

    /** After the last step, and after an interrupt, which comes between two steps. */
    void atEnd() {
        save();
    }

    /**
     * An error while the loss was computed leaves the state of the step before, which is worth
     * keeping; one in the middle of an update leaves nothing to keep. A run that diverged would
     * only diverge again from its last steps.
     */
    void afterFailure(Throwable cause) {
        if (cause instanceof DivergedException || !state.isWhole()) {
            return;
        }
        try {
            save();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void save() {
        if (file != null && state.step() > saved) {
            TrainingCheckpoint.save(file, state, recipe);
            saved = state.step();
        }
    }
}
