package dev.vitrine.api.widgets;

/** The property {@code orientation}. */
final class Orientation {

    static final String HORIZONTAL = "horizontal";
    static final String VERTICAL = "vertical";
    static final PropertyType<String> TYPE = PropertyType.choice(HORIZONTAL, VERTICAL);

    private Orientation() {}
}
