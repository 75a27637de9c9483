package dev.vitrine.api.widgets;

/**
 * One of several values, chosen by its label. As in ipywidgets, the first is chosen at the
 * beginning, and again when there are other options.
 */
public abstract class SelectionWidget<
                T, W extends SelectionWidget<T, W, S>, S extends DescriptionStyle<S>>
        extends OptionsWidget<T, T, W, S> {

    private final Property<Integer> index =
            property("index", PropertyType.orNull(PropertyType.INTEGER), null)
                    .rule(wanted -> wanted == null ? null : (Integer) checkedIndex(wanted));

    SelectionWidget(FrontEnd frontEnd, S style, Options<T> offered) {
        super(frontEnd, style);
        begin(offered, index);
    }

    @Override
    void chooseNone() {
        index.set(null);
    }

    @Override
    void chooseAtFirst() {
        index.set(offered().values().isEmpty() ? null : 0);
    }

    /** The value that is chosen; null if none is. */
    @Override
    public T value() {
        return offered().value(index.get());
    }

    /**
     * Chooses a value; null for none, unless null is an option.
     *
     * @throws IllegalArgumentException if it is none of the options
     */
    public W value(T chosen) {
        update(
                () -> {
                    boolean none = chosen == null && !offered().values().contains(null);
                    index.set(none ? null : (Integer) offered().indexOf(chosen));
                });
        return self();
    }

    /** The label of the value that is chosen; null if none is. */
    public String label() {
        Integer chosen = index.get();
        return chosen == null ? null : labels().get(chosen);
    }

    /** Where the value that is chosen stands, from 0; null if none is. */
    public Integer index() {
        return index.get();
    }

    /**
     * Chooses by place, from 0; null for none.
     *
     * @throws IllegalArgumentException if there are not so many options
     */
    public W index(Integer place) {
        index.set(place);
        return self();
    }
}
