package dev.vitrine.bench;

/** The two sides compute different things, so that times would mean nothing. */
final class DisagreementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DisagreementException(String message) {
        super(message);
    }
}
