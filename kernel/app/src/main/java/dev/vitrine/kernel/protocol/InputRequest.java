package dev.vitrine.kernel.protocol;

/**
 * Content of {@code input_request}: the kernel asks the user.
 *
 * @param password whether what is typed is hidden
 */
public record InputRequest(String prompt, boolean password) {}
