package dev.vitrine.kernel.protocol;

/**
 * Content of {@code history_request}.
 *
 * @param output whether results are asked for too
 * @param histAccessType tail, range or search
 * @param session for range: number of the session, 0 or less counting back from this one
 * @param start for range: first line
 * @param stop for range: line after the last; absent for all
 * @param n for tail and search: how many of the latest
 * @param pattern for search: a glob, with * and ?
 * @param unique for search: only the latest of equal entries
 */
public record HistoryRequest(
        boolean output,
        boolean raw,
        String histAccessType,
        int session,
        int start,
        Integer stop,
        Integer n,
        String pattern,
        boolean unique) {}
