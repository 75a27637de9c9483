package dev.vitrine.api.widgets;

/** Lines of text that the user writes. */
public final class Textarea extends TextField<Textarea> {

    private final Property<Integer> rows =
            property("rows", PropertyType.orNull(PropertyType.INTEGER), null);

    public Textarea() {
        super(FrontEnd.control("Textarea"));
    }

    public Integer rows() {
        return rows.get();
    }

    /** Sets how many lines are in sight; null for the front end's own number. */
    public Textarea rows(Integer count) {
        rows.set(count);
        return this;
    }
}
