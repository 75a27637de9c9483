package dev.vitrine.api.widgets;

/** A button that stays down until it is pressed again. */
public final class ToggleButton extends DescriptionWidget<ToggleButton, ToggleButtonStyle>
        implements ValueWidget<Boolean> {

    private final Property<String> buttonStyle =
            property("button_style", PredefinedStyle.BUTTON_TYPE, PredefinedStyle.NONE);
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<String> icon = property("icon", PropertyType.TEXT, "");
    private final Property<Boolean> value = property("value", PropertyType.FLAG, false);

    public ToggleButton() {
        super(FrontEnd.control("ToggleButton"), new ToggleButtonStyle());
    }

    /** A button with a description on it. */
    public ToggleButton(String description) {
        this();
        description(description);
    }

    /** Whether it is down. */
    @Override
    public Boolean value() {
        return value.get();
    }

    public ToggleButton value(boolean down) {
        value.set(down);
        return this;
    }

    @Override
    public ToggleButton observe(EventHandler<? super Boolean> handler) {
        value.observe(handler);
        return this;
    }

    @Override
    public ToggleButton unobserve(EventHandler<? super Boolean> handler) {
        value.unobserve(handler);
        return this;
    }

    public String icon() {
        return icon.get();
    }

    /** Sets a picture beside the description, as {@link Button#icon(String)} does. */
    public ToggleButton icon(String name) {
        icon.set(name);
        return this;
    }

    public String buttonStyle() {
        return buttonStyle.get();
    }

    /** Sets the button's colours, as {@link Button#buttonStyle(String)} does. */
    public ToggleButton buttonStyle(String name) {
        buttonStyle.set(name);
        return this;
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not press it. */
    public ToggleButton disabled(boolean fixed) {
        disabled.set(fixed);
        return this;
    }
}
