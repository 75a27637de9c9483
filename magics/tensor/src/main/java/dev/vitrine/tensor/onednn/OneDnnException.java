package dev.vitrine.tensor.onednn;

/** Thrown when oneDNN refuses a call; the message says which call and why. */
public final class OneDnnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OneDnnException(String message) {
        super(message);
    }
}
