package dev.vitrine.api.widgets;

/** How HTML looks. */
public final class HTMLStyle extends DescriptionStyle<HTMLStyle> {

    private final Property<String> background =
            property("background", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontSize =
            property("font_size", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> textColor =
            property("text_color", PropertyType.orNull(PropertyType.TEXT), null);

    public HTMLStyle() {
        super(FrontEnd.style("HTMLStyle"));
    }

    public String background() {
        return background.get();
    }

    /** Sets the background in CSS; null for the front end's own. */
    public HTMLStyle background(String value) {
        background.set(value);
        return this;
    }

    public String fontSize() {
        return fontSize.get();
    }

    /** Sets the font's size, such as {@code "2em"}; null for the front end's own. */
    public HTMLStyle fontSize(String value) {
        fontSize.set(value);
        return this;
    }

    public String textColor() {
        return textColor.get();
    }

    /** Sets the text's colour in CSS; null for the front end's own. */
    public HTMLStyle textColor(String value) {
        textColor.set(value);
        return this;
    }
}
