package dev.vitrine.tensor;

/** An operation made a NaN or an infinity while {@link Tensor#checkNumbers} was on. */
public final class NotFiniteException extends ArithmeticException {

    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
        super(message);
    }
}
