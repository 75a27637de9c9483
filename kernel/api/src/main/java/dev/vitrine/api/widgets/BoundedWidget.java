package dev.vitrine.api.widgets;

/**
 * A number within bounds. As in ipywidgets, a value outside of the bounds becomes the nearest one
 * inside, a bound that moves takes the value with it, and bounds that contradict each other are an
 * error.
 *
 * @param <V> Integer or Double
 */
public abstract class BoundedWidget<
                V extends Number & Comparable<V>,
                W extends BoundedWidget<V, W, S>,
                S extends DescriptionStyle<S>>
        extends DescriptionWidget<W, S> implements ValueWidget<V> {

    private final Property<V> max;
    private final Property<V> min;
    private final Property<V> value;

    BoundedWidget(FrontEnd frontEnd, S style, PropertyType<V> type, V least, V greatest) {
        super(frontEnd, style);
        max = property("max", type, greatest).rule(this::acceptMax);
        min = property("min", type, least).rule(this::acceptMin);
        value = property("value", type, least).rule(this::clamp);
    }

    private V clamp(V wanted) {
        if (wanted.compareTo(min.get()) < 0) {
            return min.get();
        }
        return wanted.compareTo(max.get()) > 0 ? max.get() : wanted;
    }

    private V acceptMin(V wanted) {
        if (wanted.compareTo(max.get()) > 0) {
            throw new IllegalArgumentException(
                    wanted
                            + " is greater than max, which is "
                            + max.get()
                            + "; see range(min, max)");
        }
        if (wanted.compareTo(value.get()) > 0) {
            value.set(wanted);
        }
        return wanted;
    }

    private V acceptMax(V wanted) {
        if (wanted.compareTo(min.get()) < 0) {
            throw new IllegalArgumentException(
                    wanted + " is less than min, which is " + min.get() + "; see range(min, max)");
        }
        if (wanted.compareTo(value.get()) < 0) {
            value.set(wanted);
        }
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

    public V min() {
        return min.get();
    }

    /**
     * @throws IllegalArgumentException if it is greater than the upper bound
     */
    public W min(V bound) {
        min.set(bound);
        return self();
    }

    public V max() {
        return max.get();
    }

    /**
     * @throws IllegalArgumentException if it is less than the lower bound
     */
    public W max(V bound) {
        max.set(bound);
        return self();
    }

    /**
     * Sets both bounds.
     *
     * @throws IllegalArgumentException if the lower is greater than the upper
     */
    public W range(V least, V greatest) {
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
