package dev.vitrine.kernel.session;

/**
 * A cell that was run.
 *
 * @param session number of the kernel process, counted over all that share a history file
 * @param line execution count
 * @param result text of the cell's value, or null
 */
record HistoryEntry(int session, int line, String source, String result) {}
