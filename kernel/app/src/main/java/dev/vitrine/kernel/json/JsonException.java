package dev.vitrine.kernel.json;

/** Text that is not JSON, or JSON that is not what was expected. The message is one line. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
