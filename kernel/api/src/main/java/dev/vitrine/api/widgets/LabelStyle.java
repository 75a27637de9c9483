package dev.vitrine.api.widgets;

/** How a label looks. */
public final class LabelStyle extends StringStyle<LabelStyle> {

    private final Property<String> fontFamily =
            property("font_family", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontStyle =
            property("font_style", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontVariant =
            property("font_variant", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> fontWeight =
            property("font_weight", PropertyType.orNull(PropertyType.TEXT), null);
    private final Property<String> textDecoration =
            property("text_decoration", PropertyType.orNull(PropertyType.TEXT), null);

    public LabelStyle() {
        super(FrontEnd.style("LabelStyle"));
    }

    public String fontFamily() {
        return fontFamily.get();
    }

    /** Sets the font's family; null for the front end's own. */
    public LabelStyle fontFamily(String value) {
        fontFamily.set(value);
        return this;
    }

    public String fontStyle() {
        return fontStyle.get();
    }

    /** Sets the font's style, such as {@code "italic"}; null for the front end's own. */
    public LabelStyle fontStyle(String value) {
        fontStyle.set(value);
        return this;
    }

    public String fontVariant() {
        return fontVariant.get();
    }

    /** Sets the font's variant; null for the front end's own. */
    public LabelStyle fontVariant(String value) {
        fontVariant.set(value);
        return this;
    }

    public String fontWeight() {
        return fontWeight.get();
    }

    /** Sets the font's weight, such as {@code "bold"}; null for the front end's own. */
    public LabelStyle fontWeight(String value) {
        fontWeight.set(value);
        return this;
    }

    public String textDecoration() {
        return textDecoration.get();
    }

    /** Sets the text's decoration, such as {@code "underline"}; null for the front end's own. */
    public LabelStyle textDecoration(String value) {
        textDecoration.set(value);
        return this;
    }
}
