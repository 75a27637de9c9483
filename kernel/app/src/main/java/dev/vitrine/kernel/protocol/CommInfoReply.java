package dev.vitrine.kernel.protocol;

import java.util.Map;

/** Content of {@code comm_info_reply}: open comms by id. */
public record CommInfoReply(String status, Map<String, Map<String, String>> comms) {}
