package dev.vitrine.api.widgets;

/** A line of text that the user writes. */
public final class Text extends TextField<Text> {

    public Text() {
        super(FrontEnd.control("Text"));
    }
}
