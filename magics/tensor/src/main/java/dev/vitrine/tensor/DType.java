package dev.vitrine.tensor;

/** Element types of tensors: IEEE 754 binary32 and binary64. */
public enum DType {
    FLOAT(4),
    DOUBLE(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
