package dev.vitrine.kernel.wire;

/**
 * Frames that are no message, or not one that can be trusted. The receiver drops them and says so.
 */
public final class InvalidPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidPacketException(String message) {
        super(message);
    }

    public InvalidPacketException(String message, Throwable cause) {
        super(message, cause);
    }
}
