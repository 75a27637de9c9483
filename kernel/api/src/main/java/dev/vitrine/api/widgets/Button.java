package dev.vitrine.api.widgets;

import java.util.Map;

/**
 * A button.
 *
 * <pre>{@code
 * new Button("Train").icon("play").onClick(button -> train())
 * }</pre>
 */
public final class Button extends DomWidget<Button> {

    private final Property<String> buttonStyle =
            property("button_style", PredefinedStyle.BUTTON_TYPE, PredefinedStyle.NONE);
    private final Property<String> description = property("description", PropertyType.TEXT, "");
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<String> icon = property("icon", PropertyType.TEXT, "");
    private final Property<ButtonStyle> style =
            property("style", PropertyType.widget(ButtonStyle.class), new ButtonStyle());
    private final Events<Button> clicks = new Events<>();

    public Button() {
        super(FrontEnd.control("Button"));
    }

    /** A button with a description on it. */
    public Button(String description) {
        this();
        description(description);
    }

    /** Calls a handler with this button whenever it is clicked. */
    public Button onClick(EventHandler<? super Button> handler) {
        clicks.add(handler);
        return this;
    }

    /** Ends what {@link #onClick} began. */
    public Button offClick(EventHandler<? super Button> handler) {
        clicks.remove(handler);
        return this;
    }

    /** Does what a click does. */
    public void click() {
        clicks.fire(this);
    }

    @Override
    void customMessage(Map<String, Object> content) {
        if ("click".equals(content.get("event"))) {
            click();
        }
    }

    public String description() {
        return description.get();
    }

    public Button description(String text) {
        description.set(text);
        return this;
    }

    public String icon() {
        return icon.get();
    }

    /** Sets a picture beside the description, by its name in Font Awesome 4, such as "check". */
    public Button icon(String name) {
        icon.set(name);
        return this;
    }

    public String buttonStyle() {
        return buttonStyle.get();
    }

    /**
     * Sets {@code "primary"}, {@code "success"}, {@code "info"}, {@code "warning"}, {@code
     * "danger"} or none.
     */
    public Button buttonStyle(String name) {
        buttonStyle.set(name);
        return this;
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not click. */
    public Button disabled(boolean fixed) {
        disabled.set(fixed);
        return this;
    }

    /** How the button looks; may be changed. */
    public ButtonStyle style() {
        return style.get();
    }

    public Button style(ButtonStyle look) {
        style.set(look);
        return this;
    }
}
