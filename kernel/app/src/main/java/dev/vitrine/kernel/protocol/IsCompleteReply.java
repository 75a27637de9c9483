package dev.vitrine.kernel.protocol;

/**
 * Content of {@code is_complete_reply}.
 *
 * @param status complete, incomplete, invalid or unknown
 * @param indent of the next line; only with incomplete
 */
public record IsCompleteReply(String status, String indent) {}
