package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;

/**
 * Any number of several values, chosen by their labels. As in ipywidgets, none is chosen at the
 * beginning, and again when there are other options.
 */
public final class SelectMultiple<T>
        extends OptionsWidget<T, List<T>, SelectMultiple<T>, PlainStyle> {

    private final Property<List<Integer>> index =
            property("index", PropertyType.list(PropertyType.INTEGER), List.<Integer>of())
                    .rule(wanted -> wanted.stream().map(this::checkedIndex).toList());
    private final Property<Integer> rows = property("rows", PropertyType.INTEGER, 5);

    /** A list of values, labelled by their text. */
    public SelectMultiple(List<? extends T> options) {
        this(Options.<T>of(options));
    }

    /** A list of values by their labels, in the map's order. */
    public SelectMultiple(Map<String, ? extends T> options) {
        this(Options.<T>of(options));
    }

    private SelectMultiple(Options<T> offered) {
        super(FrontEnd.control("SelectMultiple"), new PlainStyle());
        begin(offered, index);
    }

    @Override
    void chooseNone() {
        index.set(List.of());
    }

    /** The values that are chosen; may be empty. */
    @Override
    public List<T> value() {
        Options<T> offered = offered();
        return index.get().stream().map(offered::value).toList();
    }

    /**
     * Chooses values.
     *
     * @throws IllegalArgumentException if one is none of the options
     */
    public SelectMultiple<T> value(List<? extends T> chosen) {
        update(() -> index.set(chosen.stream().map(each -> offered().indexOf(each)).toList()));
        return this;
    }

    /** Where the values that are chosen stand, from 0. */
    public List<Integer> index() {
        return index.get();
    }

    /**
     * Chooses by places, from 0.
     *
     * @throws IllegalArgumentException if there are not so many options
     */
    public SelectMultiple<T> index(List<Integer> places) {
        index.set(places);
        return this;
    }

    public int rows() {
        return rows.get();
    }

    /** Sets how many lines are in sight. */
    public SelectMultiple<T> rows(int count) {
        rows.set(count);
        return this;
    }
}
