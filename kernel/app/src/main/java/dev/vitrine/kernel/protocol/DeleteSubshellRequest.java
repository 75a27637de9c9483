package dev.vitrine.kernel.protocol;

/** Content of {@code delete_subshell_request} (JEP 91). */
public record DeleteSubshellRequest(String subshellId) {}
