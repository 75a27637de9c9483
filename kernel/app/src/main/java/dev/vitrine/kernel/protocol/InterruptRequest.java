package dev.vitrine.kernel.protocol;

/** Content of {@code interrupt_request}: stops the running cell. It has no fields. */
public record InterruptRequest() {}
