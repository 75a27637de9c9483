package dev.vitrine.api.widgets;

import java.util.List;

/** Several widgets as one; {@link HBox} or {@link VBox}. */
public abstract class BoxWidget<W extends BoxWidget<W>> extends DomWidget<W> {

    private final Property<String> boxStyle =
            property("box_style", PredefinedStyle.TYPE, PredefinedStyle.NONE);
    private final Property<List<Widget>> children =
            property("children", PropertyType.WIDGETS, List.<Widget>of()).rule(this::withoutItself);

    BoxWidget(String name, List<? extends Widget> children) {
        super(FrontEnd.control(name));
        this.children.set(List.copyOf(children));
    }

    private List<Widget> withoutItself(List<Widget> wanted) {
        if (wanted.contains(this)) {
            throw new IllegalArgumentException("a box cannot contain itself");
        }
        return wanted;
    }

    public List<Widget> children() {
        return children.get();
    }

    public W children(List<? extends Widget> widgets) {
        children.set(List.copyOf(widgets));
        return self();
    }

    public W children(Widget... widgets) {
        return children(List.of(widgets));
    }

    public String boxStyle() {
        return boxStyle.get();
    }

    /** Sets {@code "success"}, {@code "info"}, {@code "warning"}, {@code "danger"} or none. */
    public W boxStyle(String name) {
        boxStyle.set(name);
        return self();
    }
}
