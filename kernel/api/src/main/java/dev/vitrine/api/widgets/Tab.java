package dev.vitrine.api.widgets;

import java.util.List;

/**
 * Widgets behind each other, with a tab for each; the first is in sight.
 *
 * <pre>{@code
 * new Tab().add("data", new Text()).add("model", new IntSlider())
 * }</pre>
 */
public final class Tab extends TitledBox<Tab> {

    public Tab(Widget... children) {
        this(List.of(children));
    }

    public Tab(List<? extends Widget> children) {
        super("Tab");
        children(children);
    }

    /** Replaces the widgets, of which there is always one in sight. */
    @Override
    public Tab children(List<? extends Widget> widgets) {
        update(
                () -> {
                    super.children(widgets);
                    if (selectedIndex() == null && !widgets.isEmpty()) {
                        selectedIndex(0);
                    }
                });
        return this;
    }
}
