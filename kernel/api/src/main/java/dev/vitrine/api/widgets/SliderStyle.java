package dev.vitrine.api.widgets;

/** How a slider looks. */
public final class SliderStyle extends DescriptionStyle<SliderStyle> {

    private final Property<String> handleColor =
            property("handle_color", PropertyType.orNull(PropertyType.TEXT), null);

    public SliderStyle() {
        super(FrontEnd.style("SliderStyle"));
    }

    public String handleColor() {
        return handleColor.get();
    }

    /** Sets the handle's colour in CSS; null for the front end's own. */
    public SliderStyle handleColor(String value) {
        handleColor.set(value);
        return this;
    }
}
