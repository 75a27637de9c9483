package dev.vitrine.kernel.protocol;

/** Content of {@code input_reply}. */
public record InputReply(String value) {}
