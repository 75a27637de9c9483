package dev.vitrine.api;

/**
 * Ends a cell that called {@code System.exit}. In a notebook's code and in the jars that it added,
 * calls of {@code System.exit}, {@code Runtime.exit} and {@code Runtime.halt} are calls of this
 * class: the process is the kernel's, and others may be using it.
 */
public final class CellExit extends Error {

    private static final long serialVersionUID = 1L;

    private final int status;

    private CellExit(int status) {
        super("System.exit(" + status + ") ends a cell, not the kernel");
        this.status = status;
    }

    /** What the code wanted the process to end with. */
    public int status() {
        return status;
    }

    /** In the place of {@code System.exit(status)}; never returns. */
    public static void exit(int status) {
        throw new CellExit(status);
    }

    /** In the place of {@code runtime.exit(status)} and {@code runtime.halt(status)}. */
    public static void exit(Runtime runtime, int status) {
        throw new CellExit(status);
    }
}
