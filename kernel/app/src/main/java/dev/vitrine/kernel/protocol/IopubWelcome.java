package dev.vitrine.kernel.protocol;

/** Content of {@code iopub_welcome}: tells a client that its subscription works. */
public record IopubWelcome(String subscription) {}
