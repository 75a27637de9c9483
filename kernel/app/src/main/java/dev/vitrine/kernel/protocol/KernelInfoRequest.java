package dev.vitrine.kernel.protocol;

/** Content of {@code kernel_info_request}: asks what this kernel is. It has no fields. */
public record KernelInfoRequest() {}
