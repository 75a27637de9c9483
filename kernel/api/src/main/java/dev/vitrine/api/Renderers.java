package dev.vitrine.api;

/** The renderers of a kernel, by type. */
public interface Renderers {

    /**
     * Registers a renderer for a type and its subtypes; a later registration for the same type
     * replaces the earlier. For a value, the renderer of the nearest supertype is taken: its class,
     * then superclasses from the nearest, then interfaces.
     */
    <T> void register(Class<T> type, Renderer<? super T> renderer);

    /**
     * Representations of a value: those of its renderer, and always {@code text/plain}. A {@link
     * MimeBundle} is itself. Never throws: a renderer that fails leaves the text and a note of what
     * failed.
     *
     * @param value may be null
     */
    MimeBundle render(Object value);
}
