package dev.vitrine.kernel.protocol;

import java.util.Map;

/** Content of {@code update_display_data}: replaces what is shown under its display id. */
public record UpdateDisplayData(
        Map<String, Object> data, Map<String, Object> metadata, Map<String, Object> transient_) {}
