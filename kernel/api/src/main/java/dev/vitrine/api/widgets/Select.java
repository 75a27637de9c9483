package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;

/** One of several values, from a list of which some lines are in sight. */
public final class Select<T> extends SelectionWidget<T, Select<T>, PlainStyle> {

    private final Property<Integer> rows = property("rows", PropertyType.INTEGER, 5);

    /** A list of values, labelled by their text. */
    public Select(List<? extends T> options) {
        this(Options.<T>of(options));
    }

    /** A list of values by their labels, in the map's order. */
    public Select(Map<String, ? extends T> options) {
        this(Options.<T>of(options));
    }

    private Select(Options<T> offered) {
        super(FrontEnd.control("Select"), new PlainStyle(), offered);
    }

    public int rows() {
        return rows.get();
    }

    /** Sets how many lines are in sight. */
    public Select<T> rows(int count) {
        rows.set(count);
        return this;
    }
}
