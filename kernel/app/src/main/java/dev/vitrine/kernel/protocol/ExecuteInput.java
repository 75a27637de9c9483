package dev.vitrine.kernel.protocol;

/** Content of {@code execute_input}: tells every front end which code runs. */
public record ExecuteInput(String code, int executionCount) {}
