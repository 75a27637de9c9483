package dev.vitrine.api.widgets;

/** How a widget with a description looks. */
public abstract class DescriptionStyle<S extends DescriptionStyle<S>> extends Widget {

    private final Property<String> descriptionWidth =
            property("description_width", PropertyType.TEXT, "");

    DescriptionStyle(FrontEnd frontEnd) {
        super(frontEnd);
    }

    public String descriptionWidth() {
        return descriptionWidth.get();
    }

    /** Sets how wide the description is, such as {@code "10em"} or {@code "initial"}. */
    @SuppressWarnings("unchecked")
    public S descriptionWidth(String width) {
        descriptionWidth.set(width);
        return (S) this;
    }
}
