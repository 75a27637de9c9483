package dev.vitrine.kernel.protocol;

import java.util.List;

/**
 * Content of {@code history_reply}.
 *
 * @param history entries (session, line, source), or (session, line, (source, result)) where output
 *     was asked for
 */
public record HistoryReply(String status, List<List<Object>> history) {}
