package dev.vitrine.kernel.protocol;

/**
 * Content of {@code clear_output}.
 *
 * @param wait_ clear when the next output arrives
 */
public record ClearOutput(boolean wait_) {}
