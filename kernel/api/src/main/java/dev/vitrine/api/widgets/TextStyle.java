package dev.vitrine.api.widgets;

/** How a text field looks. */
public final class TextStyle extends StringStyle<TextStyle> {

    public TextStyle() {
        super(FrontEnd.style("TextStyle"));
    }
}
