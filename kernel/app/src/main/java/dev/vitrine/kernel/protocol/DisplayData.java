package dev.vitrine.kernel.protocol;

import java.util.Map;

/**
 * Content of {@code display_data}.
 *
 * @param data representations by MIME type
 * @param transient_ what is not kept in the notebook: the display id
 */
public record DisplayData(
        Map<String, Object> data, Map<String, Object> metadata, Map<String, Object> transient_) {}
