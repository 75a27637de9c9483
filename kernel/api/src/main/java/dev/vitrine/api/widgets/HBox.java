package dev.vitrine.api.widgets;

import java.util.List;

/** Widgets beside each other. */
public final class HBox extends BoxWidget<HBox> {

    public HBox(Widget... children) {
        this(List.of(children));
    }

    public HBox(List<? extends Widget> children) {
        super("HBox", children);
    }
}
