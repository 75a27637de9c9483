package dev.vitrine.api.widgets;

/** How the text on a button looks. */
public abstract class ButtonFont<S extends ButtonFont<S>> extends Widget {

    private final Property<String> fontFamily =
            property("font_family", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontSize =
            property("font_size", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontStyle =
            property("font_style", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontVariant =
            property("font_variant", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontWeight =
            property("font_weight", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> textColor =
            property("text_color", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> textDecoration =
            property("text_decoration", PropertyType.orNull(PropertyType.TEXT), null);

    ButtonFont(FrontEnd frontEnd) {
        super(frontEnd);
    }

    @SuppressWarnings("unchecked")
    final S self() {
        return (S) this;
    }

    public String fontFamily() {
        return fontFamily.get();
    }

    /** Sets the font's family; null for the front end's own. */
    public S fontFamily(String value) {
        fontFamily.set(value);
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

    public String fontStyle() {
        return fontStyle.get();
    }

    /** Sets the font's style, such as {@code "italic"}; null for the front end's own. */
    public S fontStyle(String value) {
        fontStyle.set(value);
        return self();
    }

    public String fontVariant() {
        return fontVariant.get();
    }

    /** Sets the font's variant; null for the front end's own. */
    public S fontVariant(String value) {
        fontVariant.set(value);
        return self();
    }

    public String fontWeight() {
        return fontWeight.get();
    }

    /** Sets the font's weight, such as {@code "bold"}; null for the front end's own. */
    public S fontWeight(String value) {
        fontWeight.set(value);
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

    public String textDecoration() {
        return textDecoration.get();
    }

    /** Sets the text's decoration, such as {@code "underline"}; null for the front end's own. */
    public S textDecoration(String value) {
        textDecoration.set(value);
        return self();
    }
}
