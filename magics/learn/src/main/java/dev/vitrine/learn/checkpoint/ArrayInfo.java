package dev.vitrine.learn.checkpoint;

import dev.vitrine.tensor.Shape;
import java.util.Arrays;

/**
 * What an array in a file is, without its values.
 *
 * @param type of its elements
 * @param shape size of each axis; empty for a scalar
 */
public record ArrayInfo(ElementType type, long... shape) {

    /** More axes than NumPy knows are a fault of the file. */
    static final int MAX_RANK = 64;

    public ArrayInfo {
        shape = shape.clone();
    }

    /** Size of each axis; a copy. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public long length() {
        return Shape.length(shape);
    }

    /** Number of bytes in the file, uncompressed. */
    public long bytes() {
        return Math.multiplyExact(length(), (long) type.bytes());
    }

    /**
     * Checks sizes that a file claims.
     *
     * @return what is wrong, or null if they can be: at most 64 axes, no negative size, and a
     *     number of bytes that a {@code long} holds
     */
    static String fault(ElementType type, long[] shape) {
        if (shape.length > MAX_RANK) {
            return "has %d axes, more than %d".formatted(shape.length, MAX_RANK);
        }
        try {
            new ArrayInfo(type, shape).bytes();
            return null;
        } catch (ArithmeticException e) {
            return "shape " + Shape.text(shape) + " is too large";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrayInfo info
                && type == info.type
                && Arrays.equals(shape, info.shape);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(shape);
    }

    /** Such as {@code F32 (3, 4)}. */
    @Override
    public String toString() {
        return type + " " + Shape.text(shape);
    }
}
