package dev.vitrine.api.widgets;

/** How buttons look of which one is down. */
public final class ToggleButtonsStyle extends DescriptionStyle<ToggleButtonsStyle> {

    private final Property<String> buttonWidth = property("button_width", PropertyType.TEXT, "");
    private final Property<String> fontWeight = property("font_weight", PropertyType.TEXT, "");

    public ToggleButtonsStyle() {
        super(FrontEnd.style("ToggleButtonsStyle"));
    }

    public String buttonWidth() {
        return buttonWidth.get();
    }

    /** Sets how wide each button is, in CSS; empty for the front end's own. */
    public ToggleButtonsStyle buttonWidth(String width) {
        buttonWidth.set(width);
        return this;
    }

    public String fontWeight() {
        return fontWeight.get();
    }

    /** Sets the font's weight, such as {@code "bold"}; empty for the front end's own. */
    public ToggleButtonsStyle fontWeight(String value) {
        fontWeight.set(value);
        return this;
    }
}
