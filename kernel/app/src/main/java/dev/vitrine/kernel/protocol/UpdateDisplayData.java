package dev.vitrine.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * Content of {@code update_display_data}: replaces what is shown under the display id in
 * transientData.
 */
public record UpdateDisplayData(
        Map<String, Object> data,
        Map<String, Object> metadata,
        @JsonProperty("transient") Map<String, Object> transientData) {}
