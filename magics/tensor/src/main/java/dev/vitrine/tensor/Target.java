package dev.vitrine.tensor;

/**
 * Where a kernel puts a gradient.
 *
 * @param view the memory
 * @param accumulate whether to add to what is there instead of replacing it
 */
public record Target(View view, boolean accumulate) {}
