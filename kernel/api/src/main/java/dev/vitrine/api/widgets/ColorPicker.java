package dev.vitrine.api.widgets;

import java.util.regex.Pattern;

/** A colour that the user picks, in CSS: a name such as {@code "black"}, or {@code "#1f77b4"}. */
public final class ColorPicker extends DescriptionWidget<ColorPicker, PlainStyle>
        implements ValueWidget<String> {

    private static final Pattern COLOR =
            Pattern.compile(
                    "[A-Za-z]+|#(?:[0-9A-Fa-f]{3,4}){1,2}|(?:rgb|hsl)a?\\([-0-9.%,/ a-z]+\\)");

    private final Property<Boolean> concise = property("concise", PropertyType.FLAG, false);
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<String> value =
            property("value", PropertyType.TEXT, "black").rule(ColorPicker::checked);

    public ColorPicker() {
        super(FrontEnd.control("ColorPicker"), new PlainStyle());
    }

    private static String checked(String wanted) {
        if (!COLOR.matcher(wanted).matches()) {
            throw new IllegalArgumentException(
                    "expected a colour such as black or #1f77b4, found \"" + wanted + "\"");
        }
        return wanted;
    }

    @Override
    public String value() {
        return value.get();
    }

    /**
     * @throws IllegalArgumentException if CSS knows no such colours
     */
    public ColorPicker value(String color) {
        value.set(color);
        return this;
    }

    @Override
    public ColorPicker observe(EventHandler<? super String> handler) {
        value.observe(handler);
        return this;
    }

    @Override
    public ColorPicker unobserve(EventHandler<? super String> handler) {
        value.unobserve(handler);
        return this;
    }

    public boolean concise() {
        return concise.get();
    }

    /** Sets whether there is only the colour, without its text. */
    public ColorPicker concise(boolean withoutText) {
        concise.set(withoutText);
        return this;
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the value. */
    public ColorPicker disabled(boolean fixed) {
        disabled.set(fixed);
        return this;
    }
}
