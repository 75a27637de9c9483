/**
 * How values become MIME bundles: the registry of renderers, and the renderers of the JDK's own
 * types.
 *
 * <p>Whatever a value does (a {@code toString()} that throws, a collection of a billion elements, a
 * list that contains itself), the notebook gets a short answer: text is bounded by {@link
 * dev.vitrine.kernel.display.BoundedText#LIMIT} characters.
 */
package dev.vitrine.kernel.display;
