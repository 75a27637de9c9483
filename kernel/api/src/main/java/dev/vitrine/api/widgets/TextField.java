package dev.vitrine.api.widgets;

/** Text that the user writes; {@link Text} or {@link Textarea}. */
public abstract class TextField<W extends TextField<W>> extends StringWidget<W, TextStyle> {

    private final Property<Boolean> continuousUpdate =
            property("continuous_update", PropertyType.FLAG, true);
    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);

    TextField(FrontEnd frontEnd) {
        super(frontEnd, new TextStyle());
    }

    public boolean continuousUpdate() {
        return continuousUpdate.get();
    }

    /** Sets whether the value changes with each key, or only when the user leaves the field. */
    public W continuousUpdate(boolean eachKey) {
        continuousUpdate.set(eachKey);
        return self();
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the value. */
    public W disabled(boolean fixed) {
        disabled.set(fixed);
        return self();
    }
}
