/**
 * What cells and libraries compile against: display, rendering, magics and the running kernel.
 *
 * <p>A library that wants to feel at home in a notebook implements {@link
 * dev.vitrine.api.Extension}, names it in {@code META-INF/services/dev.vitrine.api.Extension}, and
 * registers its renderers, magics and imports there. This module has no dependencies, and it is the
 * only part of the kernel that user code can see.
 */
package dev.vitrine.api;
