package dev.vitrine.tensor;

/** Functions of two elements. */
public enum Binary {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    MINIMUM,
    /** 1 where a > b, else 0. */
    GREATER,
    /** 1 where a >= b, else 0. */
    GREATER_OR_EQUAL,
    /** 1 where a = b, else 0. */
    EQUAL
}
