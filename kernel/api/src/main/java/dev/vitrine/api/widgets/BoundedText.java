package dev.vitrine.api.widgets;

/** A field for a number within bounds; {@link BoundedIntText} or {@link BoundedFloatText}. */
public abstract class BoundedText<N extends Number & Comparable<N>, W extends BoundedText<N, W>>
        extends BoundedNumber<N, W, PlainStyle> {

    private final Property<Boolean> continuousUpdate =
            property("continuous_update", PropertyType.FLAG, false);
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<N> step;

    BoundedText(FrontEnd frontEnd, PropertyType<N> type, N least, N greatest, N step) {
        super(frontEnd, new PlainStyle(), type, least, greatest);
        this.step = property("step", PropertyType.orNull(type), step);
    }

    public N step() {
        return step.get();
    }

    /** Sets how far the arrows of the field go; null for any number. */
    public W step(N value) {
        step.set(value);
        return self();
    }

    public boolean continuousUpdate() {
        return continuousUpdate.get();
    }

    /** Sets whether the value changes with each key, or only when the user leaves the field. */
    public W continuousUpdate(boolean eachKey) {
        continuousUpdate.set(eachKey);
        return self();
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the value. */
    public W disabled(boolean fixed) {
        disabled.set(fixed);
        return self();
    }
}
