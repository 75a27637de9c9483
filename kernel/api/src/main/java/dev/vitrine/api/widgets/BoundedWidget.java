package dev.vitrine.api.widgets;

/**
 * A number, or a range of numbers, within bounds. As in ipywidgets, a value outside of the bounds
 * becomes the nearest one inside, a bound that moves takes the value with it, and bounds that
 * contradict each other are an error.
 *
 * @param <N> Integer or Double
 * @param <V> of the value: N, or a range of it
 */
public abstract class BoundedWidget<
                N extends Number & Comparable<N>,
                V,
                W extends BoundedWidget<N, V, W, S>,
                S extends DescriptionStyle<S>>
        extends DescriptionWidget<W, S> implements ValueWidget<V> {

    private final Property<N> max;
    private final Property<N> min;
    private final Property<V> value;

    BoundedWidget(
            FrontEnd frontEnd,
            S style,
            PropertyType<N> number,
            N least,
            N greatest,
            PropertyType<V> type,
            V initial) {
        super(frontEnd, style);
        max = property("max", number, greatest).rule(this::acceptMax);
        min = property("min", number, least).rule(this::acceptMin);
        value =
                property("value", type, initial)
                        .rule(wanted -> clamp(wanted, min.get(), max.get()));
    }

    /** The value inside of bounds that is nearest to a value. */
    abstract V clamp(V wanted, N least, N greatest);

    static <N extends Comparable<N>> N nearest(N wanted, N least, N greatest) {
        if (wanted.compareTo(least) < 0) {
            return least;
        }
        return wanted.compareTo(greatest) > 0 ? greatest : wanted;
    }

    private N acceptMin(N wanted) {
        if (wanted.compareTo(max.get()) > 0) {
            throw new IllegalArgumentException(
                    wanted
                            + " is greater than max, which is "
                            + max.get()
                            + "; see range(min, max)");
        }
        value.set(clamp(value.get(), wanted, max.get()));
        return wanted;
    }

    private N acceptMax(N wanted) {
        if (wanted.compareTo(min.get()) < 0) {
            throw new IllegalArgumentException(
                    wanted + " is less than min, which is " + min.get() + "; see range(min, max)");
        }
        value.set(clamp(value.get(), min.get(), wanted));
        return wanted;
    }

    @Override
    public V value() {
        return value.get();
    }

    /** Sets the value, or the bound that is nearest to it. */
    public W value(V newValue) {
        value.set(newValue);
        return self();
    }

    public N min() {
        return min.get();
    }

    /**
     * @throws IllegalArgumentException if it is greater than the upper bound
     */
    public W min(N bound) {
        min.set(bound);
        return self();
    }

    public N max() {
        return max.get();
    }

    /**
     * @throws IllegalArgumentException if it is less than the lower bound
     */
    public W max(N bound) {
        max.set(bound);
        return self();
    }

    /**
     * Sets both bounds.
     *
     * @throws IllegalArgumentException if the lower is greater than the upper
     */
    public W range(N least, N greatest) {
        if (least.compareTo(greatest) > 0) {
            throw new IllegalArgumentException(
                    typeName() + ": the range from " + least + " to " + greatest + " is empty");
        }
        update(
                () -> {
                    if (least.compareTo(max.get()) > 0) {
                        max.set(greatest);
                        min.set(least);
                    } else {
                        min.set(least);
                        max.set(greatest);
                    }
                });
        return self();
    }

    @Override
    public W observe(EventHandler<? super V> handler) {
        value.observe(handler);
        return self();
    }

    @Override
    public W unobserve(EventHandler<? super V> handler) {
        value.unobserve(handler);
        return self();
    }
}
