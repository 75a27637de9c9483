package dev.vitrine.kernel.notebook;

/**
 * A file that is not a notebook that we can read; the message names the file and says what to do.
 */
public final class NotebookFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotebookFormatException(String message) {
        super(message);
    }

    public NotebookFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
