package dev.vitrine.tensor;

/** Functions of two elements. */
public enum Binary {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE
}
