package dev.vitrine.api.widgets;

/** What happens on an event. May throw whatever it likes; it is shown. */
@FunctionalInterface
public interface EventHandler<E> {

    void handle(E event) throws Exception;
}
