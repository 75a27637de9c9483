package dev.vitrine.api.widgets;

import java.util.List;

/** Widgets below each other. */
public final class VBox extends BoxWidget<VBox> {

    public VBox(Widget... children) {
        this(List.of(children));
    }

    public VBox(List<? extends Widget> children) {
        super("VBox", children);
    }
}
