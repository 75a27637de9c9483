package dev.vitrine.api.widgets;

/** Something with a value that the user may change. */
public interface ValueWidget<V> {

    V value();

    /** Calls a handler with each new value, whoever sets it. */
    ValueWidget<V> observe(EventHandler<? super V> handler);

    /** Ends what {@link #observe} began. */
    ValueWidget<V> unobserve(EventHandler<? super V> handler);
}
