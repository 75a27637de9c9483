package dev.vitrine.api.widgets;

/** Text that can be changed after it was shown; formulas stand between dollar signs. */
public final class Label extends StringWidget<Label, LabelStyle> {

    public Label() {
        super(FrontEnd.control("Label"), new LabelStyle());
    }

    public Label(String text) {
        this();
        value(text);
    }
}
