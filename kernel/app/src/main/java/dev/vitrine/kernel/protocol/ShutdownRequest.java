package dev.vitrine.kernel.protocol;

/**
 * Content of {@code shutdown_request}.
 *
 * @param restart whether the launcher will start the kernel again
 */
public record ShutdownRequest(boolean restart) {}
