package dev.vitrine.kernel.notebook;

/** Parameters that do not fit the notebook; the message says which and what would. */
public final class ParameterException extends Exception {

    private static final long serialVersionUID = 1L;

    public ParameterException(String message) {
        super(message);
    }
}
