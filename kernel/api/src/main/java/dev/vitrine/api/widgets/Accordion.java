package dev.vitrine.api.widgets;

import java.util.List;

/**
 * Widgets below each other, folded up under their titles; at most one is in sight.
 *
 * <pre>{@code
 * new Accordion().add("data", new Text()).add("model", new IntSlider())
 * }</pre>
 */
public final class Accordion extends TitledBox<Accordion> {

    public Accordion(Widget... children) {
        this(List.of(children));
    }

    public Accordion(List<? extends Widget> children) {
        super("Accordion");
        children(children);
    }
}
