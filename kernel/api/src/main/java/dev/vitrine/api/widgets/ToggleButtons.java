package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;

/** One of several values, by buttons of which one is down. */
public final class ToggleButtons<T>
        extends SelectionWidget<T, ToggleButtons<T>, ToggleButtonsStyle> {

    private final Property<String> buttonStyle =
            property("button_style", PredefinedStyle.BUTTON_TYPE, PredefinedStyle.NONE);
    private final Property<List<String>> icons = property("icons", PropertyType.TEXTS, List.of());
    private final Property<List<String>> tooltips =
            property("tooltips", PropertyType.TEXTS, List.of());

    /** Buttons for values, labelled by their text. */
    public ToggleButtons(List<? extends T> options) {
        this(Options.<T>of(options));
    }

    /** Buttons for values by their labels, in the map's order. */
    public ToggleButtons(Map<String, ? extends T> options) {
        this(Options.<T>of(options));
    }

    private ToggleButtons(Options<T> offered) {
        super(FrontEnd.control("ToggleButtons"), new ToggleButtonsStyle(), offered);
    }

    public String buttonStyle() {
        return buttonStyle.get();
    }

    /** Sets the buttons' colours, as {@link Button#buttonStyle(String)} does. */
    public ToggleButtons<T> buttonStyle(String name) {
        buttonStyle.set(name);
        return this;
    }

    public List<String> icons() {
        return icons.get();
    }

    /** Sets a picture for each button, as {@link Button#icon(String)} does. */
    public ToggleButtons<T> icons(List<String> names) {
        icons.set(names);
        return this;
    }

    public List<String> tooltips() {
        return tooltips.get();
    }

    /** Sets what is shown while the pointer rests on each button. */
    public ToggleButtons<T> tooltips(List<String> texts) {
        tooltips.set(texts);
        return this;
    }
}
