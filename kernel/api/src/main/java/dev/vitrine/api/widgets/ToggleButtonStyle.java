package dev.vitrine.api.widgets;

/** How a button looks that stays down. */
public final class ToggleButtonStyle extends ButtonFont<ToggleButtonStyle> {

    private final Property<String> descriptionWidth =
            property("description_width", PropertyType.TEXT, "");

    public ToggleButtonStyle() {
        super(FrontEnd.style("ToggleButtonStyle"));
    }

    public String descriptionWidth() {
        return descriptionWidth.get();
    }

    /** Sets how wide the description is, such as {@code "10em"} or {@code "initial"}. */
    public ToggleButtonStyle descriptionWidth(String width) {
        descriptionWidth.set(width);
        return this;
    }
}
