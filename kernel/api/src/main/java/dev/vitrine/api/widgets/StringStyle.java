package dev.vitrine.api.widgets;

/** How a widget whose value is text looks. */
public abstract class StringStyle<S extends StringStyle<S>> extends DescriptionStyle<S> {

    private final Property<String> background =
            property("background", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontSize =
            property("font_size", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> textColor =
            property("text_color", PropertyType.orNull(PropertyType.TEXT), null);

    StringStyle(FrontEnd frontEnd) {
        super(frontEnd);
    }

    public String background() {
        return background.get();
    }

    /** Sets the background in CSS; null for the front end's own. */
    public S background(String value) {
        background.set(value);
        return self();
    }

    public String fontSize() {
        return fontSize.get();
    }

    /** Sets the font's size, such as {@code "2em"}; null for the front end's own. */
    public S fontSize(String value) {
        fontSize.set(value);
        return self();
    }

    public String textColor() {
        return textColor.get();
    }

    /** Sets the text's colour in CSS; null for the front end's own. */
    public S textColor(String value) {
        textColor.set(value);
        return self();
    }

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }
}
