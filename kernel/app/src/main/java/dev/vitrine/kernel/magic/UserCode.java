package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import java.lang.reflect.UndeclaredThrowableException;

/**
 * Code of the user that a magic runs. What it throws is the user's, stack trace and all, and no
 * fault of the magic.
 */
final class UserCode {

    private UserCode() {}

    static Object eval(Kernel kernel, String code) throws Failure {
        try {
            return kernel.eval(code);
        } catch (Exception thrown) {
            throw new Failure(thrown);
        }
    }

    /** Throws what the user's code has thrown; errors as they are. */
    static Failure fail(Throwable thrown) throws Failure {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new Failure(
                thrown instanceof Exception exception
                        ? exception
                        : new UndeclaredThrowableException(thrown));
    }

    /**
     * Carries an exception of the user's code past the registry, which throws the cause as it was.
     */
    static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        private final Exception thrown;

        private Failure(Exception thrown) {
            super(thrown);
            this.thrown = thrown;
        }

        Exception thrown() {
            return thrown;
        }
    }
}
