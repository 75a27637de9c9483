package dev.vitrine.kernel.maven;

/**
 * Why a dependency cannot be had, in words for the user: what, where it was looked for, and what
 * may help.
 */
public final class ResolutionException extends Exception {

    private static final long serialVersionUID = 1L;

    public ResolutionException(String message) {
        super(message);
    }

    public ResolutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
