package dev.vitrine.tensor.onednn;

import java.util.Arrays;

/**
 * What makes one primitive different from another: its kind, sizes, strides and attributes as
 * numbers.
 */
final class PrimitiveKey {

    private final long[] values;
    private final int hash;

    PrimitiveKey(long... values) {
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrimitiveKey key
                && hash == key.hash
                && Arrays.equals(values, key.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
