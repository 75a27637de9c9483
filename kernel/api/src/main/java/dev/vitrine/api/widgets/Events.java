package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The handlers of one kind of event. */
final class Events<E> {

    private final List<EventHandler<? super E>> handlers = new CopyOnWriteArrayList<>();

    void add(EventHandler<? super E> handler) {
        handlers.add(Objects.requireNonNull(handler, "handler"));
    }

    void remove(EventHandler<? super E> handler) {
        handlers.remove(handler);
    }

    /**
     * Calls all handlers; one that fails does not keep the others from being called. What the first
     * that fails throws is thrown in the end, checked or not.
     */
    void fire(E event) {
        Exception failure = null;
        for (EventHandler<? super E> handler : handlers) {
            try {
                handler.handle(event);
            } catch (Exception e) {
                failure = merge(failure, e);
            }
        }
        rethrow(failure);
    }

    static Exception merge(Exception first, Exception next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    static void rethrow(Exception failure) {
        if (failure != null) {
            Events.<RuntimeException>throwUnchecked(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Exception> void throwUnchecked(Exception failure) throws X {
        throw (X) failure;
    }
}
