package dev.vitrine.kernel.protocol;

import java.util.Map;

/** Content of {@code comm_open}. */
public record CommOpen(String commId, String targetName, Map<String, Object> data) {}
