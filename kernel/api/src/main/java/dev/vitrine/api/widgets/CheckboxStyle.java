package dev.vitrine.api.widgets;

/** How a check box looks. */
public final class CheckboxStyle extends DescriptionStyle<CheckboxStyle> {

    private final Property<String> background =
            property("background", PropertyType.orNull(PropertyType.TEXT), null);

    public CheckboxStyle() {
        super(FrontEnd.style("CheckboxStyle"));
    }

    public String background() {
        return background.get();
    }

    /** Sets the background in CSS; null for the front end's own. */
    public CheckboxStyle background(String value) {
        background.set(value);
        return this;
    }
}
