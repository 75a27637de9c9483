package dev.vitrine.api;

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
}
