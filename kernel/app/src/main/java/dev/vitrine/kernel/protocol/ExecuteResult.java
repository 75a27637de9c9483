package dev.vitrine.kernel.protocol;

import java.util.Map;

/** Content of {@code execute_result}: the value of a cell. */
public record ExecuteResult(
        int executionCount, Map<String, Object> data, Map<String, Object> metadata) {}
