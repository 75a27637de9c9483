package dev.vitrine.tensor;

/**
 * One row of the table of devices.
 *
 * @param name what {@link Device#named} takes, such as {@code onednn}
 * @param library what computes there, with its version
 * @param memory size as text, such as {@code 23.4 GiB}
 * @param computeCapability of an NVIDIA GPU, such as {@code 8.6}; else empty
 * @param usable whether it can be used here
 * @param reason why not, or a remark; may be empty
 */
public record DeviceInfo(
        String name,
        String library,
        String memory,
        String computeCapability,
        boolean usable,
        String reason) {}
