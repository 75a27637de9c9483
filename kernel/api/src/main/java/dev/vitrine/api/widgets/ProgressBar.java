package dev.vitrine.api.widgets;

/** A progress bar; {@link IntProgress} or {@link FloatProgress}. */
public abstract class ProgressBar<V extends Number & Comparable<V>, W extends ProgressBar<V, W>>
        extends BoundedNumber<V, W, ProgressStyle> {

    private final Property<String> barStyle =
            property("bar_style", PredefinedStyle.TYPE, PredefinedStyle.NONE);
    private final Property<String> orientation =
            property("orientation", Orientation.TYPE, Orientation.HORIZONTAL);

    ProgressBar(FrontEnd frontEnd, PropertyType<V> type, V least, V greatest) {
        super(frontEnd, new ProgressStyle(), type, least, greatest);
    }

    public String barStyle() {
        return barStyle.get();
    }

    /** Sets {@code "success"}, {@code "info"}, {@code "warning"}, {@code "danger"} or none. */
    public W barStyle(String value) {
        barStyle.set(value);
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
}
