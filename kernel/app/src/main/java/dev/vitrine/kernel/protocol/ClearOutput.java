package dev.vitrine.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Content of {@code clear_output}.
 *
 * @param waitForOutput clear when the next output arrives
 */
public record ClearOutput(@JsonProperty("wait") boolean waitForOutput) {}
