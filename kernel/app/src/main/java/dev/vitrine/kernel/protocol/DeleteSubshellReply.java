package dev.vitrine.kernel.protocol;

/** Content of {@code delete_subshell_reply} (JEP 91). */
public record DeleteSubshellReply(String status) {}
