package dev.vitrine.kernel.java;

/**
 * A stretch of code.
 *
 * @param start offset of its first character
 * @param end offset after its last one
 */
public record CodeRange(int start, int end) {}
