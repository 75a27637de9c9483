package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;

/**
 * One of several values, from a list that drops down.
 *
 * <pre>{@code
 * var order = new Dropdown<>(List.of("linear", "quadratic"));
 * var degree = new Dropdown<>(Map.of("linear", 1, "quadratic", 2)).description("fit");
 * }</pre>
 */
public final class Dropdown<T> extends SelectionWidget<T, Dropdown<T>, PlainStyle> {

    /** A dropdown of values, labelled by their text. */
    public Dropdown(List<? extends T> options) {
        this(Options.<T>of(options));
    }

    /** A dropdown of values by their labels, in the map's order. */
    public Dropdown(Map<String, ? extends T> options) {
        this(Options.<T>of(options));
    }

    private Dropdown(Options<T> offered) {
        super(FrontEnd.control("Dropdown"), new PlainStyle(), offered);
    }
}
