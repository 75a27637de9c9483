package dev.vitrine.kernel.protocol;

import java.util.Map;

/** Content of {@code comm_msg}. */
public record CommMsg(String commId, Map<String, Object> data) {}
