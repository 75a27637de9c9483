package dev.vitrine.api.widgets;

/** How a button looks. */
public final class ButtonStyle extends ButtonFont<ButtonStyle> {

    private final Property<String> buttonColor =
            property("button_color", PropertyType.orNull(PropertyType.TEXT), null);

    public ButtonStyle() {
        super(FrontEnd.style("ButtonStyle"));
    }

    public String buttonColor() {
        return buttonColor.get();
    }

    /** Sets the button's colour in CSS; null for the front end's own. */
    public ButtonStyle buttonColor(String value) {
        buttonColor.set(value);
        return this;
    }
}
