package dev.vitrine.api;

/**
 * Thrown by a method that could not be compiled whole, because it uses what no cell has declared
 * yet.
 */
public final class UnresolvedReference extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is missing
     */
    public UnresolvedReference(String message) {
        super(message);
    }
}
