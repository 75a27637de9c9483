package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One of several values, chosen by its label. As in ipywidgets, the first is chosen at the
 * beginning, and again when there are other options.
 *
 * <pre>{@code
 * var order = new Dropdown<>(List.of("linear", "quadratic"));
 * var degree = new Dropdown<>(Map.of("linear", 1, "quadratic", 2)).description("fit");
 * }</pre>
 */
public final class Dropdown<T> extends DescriptionWidget<Dropdown<T>, PlainStyle>
        implements ValueWidget<T> {

    private final Property<Options<T>> options =
            property("_options_labels", Options.<T>type(), Options.of(List.<T>of()))
                    .rule(this::keepFromFrontEnds);
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<Integer> index =
            property("index", PropertyType.orNull(PropertyType.INTEGER), null)
                    .rule(this::withinOptions);
    private final Events<T> events = new Events<>();
    private final AtomicReference<T> told = new AtomicReference<>();

    /** A dropdown of values, labelled by their text. */
    public Dropdown(List<? extends T> options) {
        this(Options.<T>of(options));
    }

    /** A dropdown of values by their labels, in the map's order. */
    public Dropdown(Map<String, ? extends T> options) {
        this(Options.<T>of(options));
    }

    private Dropdown(Options<T> offered) {
        super(FrontEnd.control("Dropdown"), new PlainStyle());
        offer(offered);
        told.set(value());
        options.observe(changed -> tell());
        index.observe(changed -> tell());
    }

    private Options<T> keepFromFrontEnds(Options<T> wanted) {
        if (wanted.values() != null) {
            return wanted;
        }
        if (!wanted.labels().equals(options.get().labels())) {
            throw new IllegalArgumentException("a front end cannot change the options");
        }
        return options.get();
    }

    private Integer withinOptions(Integer wanted) {
        int count = options.get().values().size();
        if (wanted != null && (wanted < 0 || wanted >= count)) {
            throw new IllegalArgumentException(
                    wanted + " is not the index of one of " + count + " options");
        }
        return wanted;
    }

    private void tell() {
        T now = value();
        if (!Objects.deepEquals(told.getAndSet(now), now)) {
            events.fire(now);
        }
    }

    private void offer(Options<T> offered) {
        update(
                () -> {
                    index.set(null);
                    options.set(offered);
                    index.set(offered.values().isEmpty() ? null : 0);
                });
    }

    /** The labels, in order. */
    public List<String> labels() {
        return options.get().labels();
    }

    /** Replaces the options by values, labelled by their text, and chooses the first. */
    public Dropdown<T> options(List<? extends T> values) {
        offer(Options.of(values));
        return this;
    }

    /** Replaces the options by values with labels, and chooses the first. */
    public Dropdown<T> options(Map<String, ? extends T> values) {
        offer(Options.of(values));
        return this;
    }

    /** The value that is chosen; null if none is. */
    @Override
    public T value() {
        return options.get().value(index.get());
    }

    /**
     * Chooses a value; null for none, unless null is an option.
     *
     * @throws IllegalArgumentException if it is none of the options
     */
    public Dropdown<T> value(T chosen) {
        update(
                () -> {
                    boolean none = chosen == null && !options.get().values().contains(null);
                    index.set(none ? null : (Integer) options.get().indexOf(chosen));
                });
        return this;
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
    public Dropdown<T> index(Integer place) {
        index.set(place);
        return this;
    }

    @Override
    public Dropdown<T> observe(EventHandler<? super T> handler) {
        events.add(handler);
        return this;
    }

    @Override
    public Dropdown<T> unobserve(EventHandler<? super T> handler) {
        events.remove(handler);
        return this;
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the value. */
    public Dropdown<T> disabled(boolean fixed) {
        disabled.set(fixed);
        return this;
    }

    @Override
    public String toString() {
        return "Dropdown(value=" + value() + ", options=" + labels() + ")";
    }
}
