package dev.vitrine.api.widgets;

/** The colours that have a meaning: properties {@code bar_style}, {@code box_style}. */
final class PredefinedStyle {

    static final String NONE = "";
    static final PropertyType<String> TYPE =
            PropertyType.choice("success", "info", "warning", "danger", NONE);
    static final PropertyType<String> BUTTON_TYPE =
            PropertyType.choice("primary", "success", "info", "warning", "danger", NONE);

    private PredefinedStyle() {}
}
