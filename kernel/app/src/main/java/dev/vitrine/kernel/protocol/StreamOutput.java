package dev.vitrine.kernel.protocol;

/**
 * Content of {@code stream}.
 *
 * @param name stdout or stderr
 */
public record StreamOutput(String name, String text) {}
