package dev.vitrine.kernel.protocol;

import java.util.Map;

/**
 * Content of {@code inspect_reply}.
 *
 * @param data documentation by MIME type; empty if not found
 */
public record InspectReply(
        String status, boolean found, Map<String, Object> data, Map<String, Object> metadata) {}
