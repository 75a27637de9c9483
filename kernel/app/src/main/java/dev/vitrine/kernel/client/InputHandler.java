package dev.vitrine.kernel.client;

import dev.vitrine.kernel.protocol.InputRequest;

/** Answers a cell's question to the user. */
@FunctionalInterface
public interface InputHandler {

    /**
     * @return the line that the user typed, without its end
     */
    String answer(InputRequest request);
}
