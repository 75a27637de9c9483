package dev.vitrine.api.widgets;

/** A check box. */
public final class Checkbox extends DescriptionWidget<Checkbox, CheckboxStyle>
        implements ValueWidget<Boolean> {

    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<Boolean> indent = property("indent", PropertyType.FLAG, true);
    private final Property<Boolean> value = property("value", PropertyType.FLAG, false);

    public Checkbox() {
        super(FrontEnd.control("Checkbox"), new CheckboxStyle());
    }

    @Override
    public Boolean value() {
        return value.get();
    }

    public Checkbox value(boolean checked) {
        value.set(checked);
        return this;
    }

    @Override
    public Checkbox observe(EventHandler<? super Boolean> handler) {
        value.observe(handler);
        return this;
    }

    @Override
    public Checkbox unobserve(EventHandler<? super Boolean> handler) {
        value.unobserve(handler);
        return this;
    }

    public boolean indent() {
        return indent.get();
    }

    /** Sets whether the box stands where the controls of other widgets stand. */
    public Checkbox indent(boolean aligned) {
        indent.set(aligned);
        return this;
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the value. */
    public Checkbox disabled(boolean fixed) {
        disabled.set(fixed);
        return this;
    }
}
