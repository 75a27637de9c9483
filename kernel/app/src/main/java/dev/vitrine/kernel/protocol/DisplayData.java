package dev.vitrine.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * Content of {@code display_data}.
 *
 * @param data representations by MIME type
 * @param transientData what is not kept in the notebook: the display id
 */
public record DisplayData(
        Map<String, Object> data,
        Map<String, Object> metadata,
        @JsonProperty("transient") Map<String, Object> transientData) {}
