package dev.vitrine.kernel.protocol;

/**
 * Content of {@code comm_info_request}.
 *
 * @param targetName only comms of this target; all if absent
 */
public record CommInfoRequest(String targetName) {}
