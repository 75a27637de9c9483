package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Values that the user chooses from by their labels.
 *
 * @param <T> of the values to choose from
 * @param <V> of the choice: T, or several of it
 */
public abstract class OptionsWidget<
                T, V, W extends OptionsWidget<T, V, W, S>, S extends DescriptionStyle<S>>
        extends DescriptionWidget<W, S> implements ValueWidget<V> {

    private final Property<Options<T>> options =
            property("_options_labels", Options.<T>type(), Options.of(List.<T>of()))
                    .rule(this::keepFromFrontEnds);
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Events<V> events = new Events<>();
    private final AtomicReference<V> told = new AtomicReference<>();

    OptionsWidget(FrontEnd frontEnd, S style) {
        super(frontEnd, style);
    }

    /** Offers the first options; for constructors, when the property of the choice is there. */
    final void begin(Options<T> offered, Property<?> choice) {
        offer(offered);
        told.set(value());
        options.observe(changed -> tell());
        choice.observe(changed -> tell());
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

    private void tell() {
        V now = value();
        if (!Objects.deepEquals(told.getAndSet(now), now)) {
            events.fire(now);
        }
    }

    private void offer(Options<T> offered) {
        update(
                () -> {
                    chooseNone();
                    options.set(offered);
                    chooseAtFirst();
                });
    }

    /** Makes a choice that fits all options. */
    abstract void chooseNone();

    /** Makes the choice that stands at the beginning. */
    void chooseAtFirst() {}

    final Options<T> offered() {
        return options.get();
    }

    /** A place among the options. */
    final int checkedIndex(int wanted) {
        int count = options.get().values().size();
        if (wanted < 0 || wanted >= count) {
            throw new IllegalArgumentException(
                    wanted + " is not the index of one of " + count + " options");
        }
        return wanted;
    }

    /** The labels, in order. */
    public List<String> labels() {
        return options.get().labels();
    }

    /** Replaces the options by values, labelled by their text, and chooses as at the beginning. */
    public W options(List<? extends T> values) {
        offer(Options.of(values));
        return self();
    }

    /** Replaces the options by values with labels, and chooses as at the beginning. */
    public W options(Map<String, ? extends T> values) {
        offer(Options.of(values));
        return self();
    }

    @Override
    public W observe(EventHandler<? super V> handler) {
        events.add(handler);
        return self();
    }

    @Override
    public W unobserve(EventHandler<? super V> handler) {
        events.remove(handler);
        return self();
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the choice. */
    public W disabled(boolean fixed) {
        disabled.set(fixed);
        return self();
    }

    @Override
    public String toString() {
        return typeName() + "(value=" + value() + ", options=" + labels() + ")";
    }
}
