package dev.vitrine.kernel.cli;

/** An installation that cannot go on; the message says why and what to do. */
final class InstallException extends Exception {

    private static final long serialVersionUID = 1L;

    InstallException(String message) {
        super(message);
    }

    InstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
