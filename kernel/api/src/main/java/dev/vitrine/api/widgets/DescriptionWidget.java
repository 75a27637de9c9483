package dev.vitrine.api.widgets;

/**
 * A widget with a description beside it.
 *
 * @param <W> its own class, which setters return
 * @param <S> how it looks
 */
public abstract class DescriptionWidget<W extends DescriptionWidget<W, S>, S extends Widget>
        extends DomWidget<W> {

    private final Property<String> description = property("description", PropertyType.TEXT, "");
    private final Property<Boolean> descriptionAllowHtml =
            property("description_allow_html", PropertyType.FLAG, false);
    private final Property<S> style;

    /**
     * @param style as the widget has it at first
     */
    @SuppressWarnings("unchecked")
    DescriptionWidget(FrontEnd frontEnd, S style) {
        super(frontEnd);
        this.style = property("style", PropertyType.widget((Class<S>) style.getClass()), style);
    }

    public String description() {
        return description.get();
    }

    public W description(String value) {
        description.set(value);
        return self();
    }

    public boolean descriptionAllowHtml() {
        return descriptionAllowHtml.get();
    }

    /** Sets whether the description is HTML. */
    public W descriptionAllowHtml(boolean value) {
        descriptionAllowHtml.set(value);
        return self();
    }

    /** How the widget looks; may be changed. */
    public S style() {
        return style.get();
    }

    public W style(S value) {
        style.set(value);
        return self();
    }
}
