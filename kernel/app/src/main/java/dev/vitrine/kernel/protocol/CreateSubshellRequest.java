package dev.vitrine.kernel.protocol;

/** Content of {@code create_subshell_request} (JEP 91); there is none. */
public record CreateSubshellRequest() {}
