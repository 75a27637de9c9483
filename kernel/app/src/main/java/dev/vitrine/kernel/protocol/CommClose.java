package dev.vitrine.kernel.protocol;

import java.util.Map;

/** Content of {@code comm_close}. */
public record CommClose(String commId, Map<String, Object> data) {}
