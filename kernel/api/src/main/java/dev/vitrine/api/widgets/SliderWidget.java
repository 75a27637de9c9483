package dev.vitrine.api.widgets;

/**
 * A slider for a number, or with two handles for a range of numbers.
 *
 * @param <N> Integer or Double
 * @param <V> of the value: N, or a range of it
 */
public abstract class SliderWidget<
                N extends Number & Comparable<N>, V, W extends SliderWidget<N, V, W>>
        extends BoundedWidget<N, V, W, SliderStyle> {

    private final Property<String> behavior =
            property(
                    "behavior",
                    PropertyType.choice("drag-tap", "drag-snap", "tap", "drag", "snap"),
                    "drag-tap");
    private final Property<Boolean> continuousUpdate =
            property("continuous_update", PropertyType.FLAG, true);
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<String> orientation =
            property("orientation", Orientation.TYPE, Orientation.HORIZONTAL);
    private final Property<Boolean> readout = property("readout", PropertyType.FLAG, true);
    private final Property<String> readoutFormat;
    private final Property<N> step;

    SliderWidget(
            FrontEnd frontEnd,
            PropertyType<N> number,
            N least,
            N greatest,
            N step,
            String format,
            PropertyType<V> type,
            V initial) {
        super(frontEnd, new SliderStyle(), number, least, greatest, type, initial);
        this.readoutFormat = property("readout_format", PropertyType.TEXT, format);
        this.step =
                property("step", number, step)
                        .rule(
                                wanted -> {
                                    if (wanted.doubleValue() <= 0) {
                                        throw new IllegalArgumentException(
                                                wanted + " is not greater than zero");
                                    }
                                    return wanted;
                                });
    }

    public N step() {
        return step.get();
    }

    /** Sets how far apart neighbouring values are; greater than zero. */
    public W step(N value) {
        step.set(value);
        return self();
    }

    public boolean readout() {
        return readout.get();
    }

    /** Sets whether the value stands beside the slider. */
    public W readout(boolean value) {
        readout.set(value);
        return self();
    }

    public String readoutFormat() {
        return readoutFormat.get();
    }

    /** Sets how the value is written, in the words of d3-format: {@code ".2f"}, {@code "d"}. */
    public W readoutFormat(String value) {
        readoutFormat.set(value);
        return self();
    }

    public boolean continuousUpdate() {
        return continuousUpdate.get();
    }

    /** Sets whether the value changes while the user drags, or only in the end. */
    public W continuousUpdate(boolean value) {
        continuousUpdate.set(value);
        return self();
    }

    public String orientation() {
        return orientation.get();
    }

    /** Sets {@code "horizontal"} or {@code "vertical"}. */
    public W orientation(String value) {
        orientation.set(value);
        return self();
    }

    public String behavior() {
        return behavior.get();
    }

    /**
     * Sets {@code "drag-tap"}, {@code "drag-snap"}, {@code "tap"}, {@code "drag"} or {@code
     * "snap"}.
     */
    public W behavior(String value) {
        behavior.set(value);
        return self();
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the value. */
    public W disabled(boolean value) {
        disabled.set(value);
        return self();
    }
}
