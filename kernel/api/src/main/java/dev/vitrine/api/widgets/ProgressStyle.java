package dev.vitrine.api.widgets;

/** How a progress bar looks. */
public final class ProgressStyle extends DescriptionStyle<ProgressStyle> {

    private final Property<String> barColor =
            property("bar_color", PropertyType.orNull(PropertyType.TEXT), null);

    public ProgressStyle() {
        super(FrontEnd.style("ProgressStyle"));
    }

    public String barColor() {
        return barColor.get();
    }

    /** Sets the bar's colour in CSS; null for the front end's own. */
    public ProgressStyle barColor(String value) {
        barColor.set(value);
        return this;
    }
}
