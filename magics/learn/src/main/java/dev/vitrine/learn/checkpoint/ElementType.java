package dev.vitrine.learn.checkpoint;

/** Element types of arrays in files. */
public enum ElementType {
    /** One byte, 0 or 1. */
    BOOL(1),
    U8(1),
    I8(1),
    U16(2),
    I16(2),
    U32(4),
    I32(4),
    U64(8),
    I64(8),
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of a binary32. */
    BF16(2),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64. */
    F64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floating-point numbers; otherwise they are integers or truth values. */
    public boolean isFloating() {
        return this == F16 || this == BF16 || this == F32 || this == F64;
    }

    /** Whether FLOAT holds every value of this type exactly. */
    boolean fitsFloat() {
        return switch (this) {
            case BOOL, U8, I8, U16, I16, F16, BF16, F32 -> true;
            case U32, I32, U64, I64, F64 -> false;
        };
    }
}
