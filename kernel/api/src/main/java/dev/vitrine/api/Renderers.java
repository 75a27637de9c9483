package dev.vitrine.api;

import java.util.function.Supplier;

/** The renderers of a kernel, by type. */
public interface Renderers {

    /**
     * Registers a renderer for a type and its subtypes; a later registration for the same type
     * replaces the earlier. For a value, the renderer of the nearest supertype is taken: its class,
     * then superclasses from the nearest, then interfaces.
     */
    <T> void register(Class<T> type, Renderer<? super T> renderer);

    /**
     * Registers a renderer for a type that need not be loaded, nor the renderer, before a value of
     * it is shown. A renderer that was registered for the class itself goes before.
     *
     * @param typeName as of {@link Class#getName()}
     * @param renderer makes the renderer, once
     */
    void register(String typeName, Supplier<? extends Renderer<?>> renderer);

    /**
     * Representations of a value: those of its renderer, and always {@code text/plain}. A {@link
     * MimeBundle} is itself. Never throws: a renderer that fails leaves the text and a note of what
     * failed.
     *
     * @param value may be null
     */
    MimeBundle render(Object value);

    /**
     * Those representations of a value that are asked for, as far as its renderer has them, and
     * {@code text/plain}. Text is itself in every type. Never throws; see {@link #render(Object)}.
     *
     * @param mimeTypes such as {@code text/html}, {@code image/*} or {@code *}; none for those that
     *     the renderer prefers
     */
    MimeBundle render(Object value, String... mimeTypes);
}
