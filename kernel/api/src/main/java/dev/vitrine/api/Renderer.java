package dev.vitrine.api;

import java.util.Set;

/** Turns values of one type into a {@link MimeBundle}. */
@FunctionalInterface
public interface Renderer<T> {

    /**
     * @param value never null
     * @return the representations; {@code text/plain} is added from {@code String.valueOf(value)}
     *     where it is missing
     * @throws Exception if the value cannot be shown; the kernel then shows its text and the reason
     */
    MimeBundle render(T value) throws Exception;

    /**
     * The same when certain representations are asked for, which may be others than {@link #render}
     * gives unasked. What was not asked for is dropped by the kernel.
     *
     * @param mimeTypes such as {@code text/html}, {@code image/*} or {@code *}
     */
    default MimeBundle render(T value, Set<String> mimeTypes) throws Exception {
        return render(value);
    }
}
