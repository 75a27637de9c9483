package dev.vitrine.kernel.protocol;

import java.util.List;

/**
 * Content of {@code list_subshell_reply} (JEP 91).
 *
 * @param subshellId the ids of all subshells but the first one, which has none
 */
public record ListSubshellReply(String status, List<String> subshellId) {}
