package dev.vitrine.tensor;

/**
 * Thrown when the memory that tensors may take outside the Java heap is used up; the message names
 * the sizes.
 */
public final class OffHeapMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OffHeapMemoryException(String message) {
        super(message);
    }
}
