package dev.vitrine.api;

/**
 * Ends a cell that the user interrupted. It is an error rather than an exception so that {@code
 * catch (Exception e)} in a cell does not swallow it.
 */
public final class CellInterrupt extends Error {

    private static final long serialVersionUID = 1L;

    public CellInterrupt() {
        super("Cell interrupted");
    }
}
