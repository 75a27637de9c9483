package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;

/** One of several values, by a button for each. */
public final class RadioButtons<T> extends SelectionWidget<T, RadioButtons<T>, PlainStyle> {

    private final Property<String> orientation =
            property("orientation", Orientation.TYPE, Orientation.VERTICAL);

    /** Buttons for values, labelled by their text. */
    public RadioButtons(List<? extends T> options) {
        this(Options.<T>of(options));
    }

    /** Buttons for values by their labels, in the map's order. */
    public RadioButtons(Map<String, ? extends T> options) {
        this(Options.<T>of(options));
    }

    private RadioButtons(Options<T> offered) {
        super(FrontEnd.control("RadioButtons"), new PlainStyle(), offered);
    }

    public String orientation() {
        return orientation.get();
    }

    /** Sets {@code "vertical"} or {@code "horizontal"}. */
    public RadioButtons<T> orientation(String value) {
        orientation.set(value);
        return this;
    }
}
