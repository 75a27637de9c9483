package dev.vitrine.kernel.magic;

/** What a magic could not do, in words for the user; shown without a stack trace. */
public final class MagicFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public MagicFailure(String message) {
        super(message);
    }

    public MagicFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
