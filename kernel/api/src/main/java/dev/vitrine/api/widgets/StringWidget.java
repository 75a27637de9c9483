package dev.vitrine.api.widgets;

/** A widget whose value is text. */
public abstract class StringWidget<W extends StringWidget<W, S>, S extends StringStyle<S>>
        extends DescriptionWidget<W, S> implements ValueWidget<String> {

    /** What ipywidgets has for no placeholder: a space without width. */
    private static final String NO_PLACEHOLDER = "\u200b";

    private final Property<String> placeholder =
            property("placeholder", PropertyType.TEXT, NO_PLACEHOLDER);
    private final Property<String> value = property("value", PropertyType.TEXT, "");

    StringWidget(FrontEnd frontEnd, S style) {
        super(frontEnd, style);
    }

    @Override
    public String value() {
        return value.get();
    }

    public W value(String text) {
        value.set(text);
        return self();
    }

    public String placeholder() {
        return placeholder.get();
    }

    /** Sets what is shown while there is no value. */
    public W placeholder(String text) {
        placeholder.set(text);
        return self();
    }

    @Override
    public W observe(EventHandler<? super String> handler) {
        value.observe(handler);
        return self();
    }

    @Override
    public W unobserve(EventHandler<? super String> handler) {
        value.unobserve(handler);
        return self();
    }
}
