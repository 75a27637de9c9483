package dev.vitrine.kernel.protocol;

/**
 * Content of {@code create_subshell_reply} (JEP 91).
 *
 * @param subshellId what headers of requests to the subshell name it by
 */
public record CreateSubshellReply(String status, String subshellId) {}
