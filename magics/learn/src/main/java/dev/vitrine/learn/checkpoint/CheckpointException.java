package dev.vitrine.learn.checkpoint;

import java.nio.file.Path;

/** A checkpoint is not what its format demands: truncated, damaged, hostile, or of another kind. */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String entry;

    /**
     * @param file that is wrong
     * @param entry the array or part in it, or null for the file as a whole
     * @param problem what is wrong
     */
    public CheckpointException(Path file, String entry, String problem) {
        this(file, entry, problem, null);
    }

    public CheckpointException(Path file, String entry, String problem, Throwable cause) {
        super(
                entry == null
                        ? "%s: %s".formatted(file, problem)
                        : "%s: \"%s\": %s".formatted(file, printable(entry), problem),
                cause);
        this.file = file;
        this.entry = entry;
    }

    /** Names come from the file, so they may hold anything, at any length. */
    private static String printable(String entry) {
        String clean = entry.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "...";
    }

    /** The file that is wrong. */
    public Path file() {
        return file;
    }

    /** The array in it, as the file names it; null if the fault is the file's. */
    public String entry() {
        return entry;
    }
}
