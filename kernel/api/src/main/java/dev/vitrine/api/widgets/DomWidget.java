package dev.vitrine.api.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A widget that has a place on the page.
 *
 * @param <W> its own class, which setters return
 */
public abstract class DomWidget<W extends DomWidget<W>> extends Widget {

    private final Property<List<String>> domClasses =
            property("_dom_classes", PropertyType.TEXTS, List.of());
    private final Property<Layout> layout =
            property("layout", PropertyType.widget(Layout.class), new Layout());
    private final Property<Boolean> tabbable =
            property("tabbable", PropertyType.orNull(PropertyType.FLAG), null);
    private final Property<String> tooltip =
            property("tooltip", PropertyType.orNull(PropertyType.TEXT), null);

    DomWidget(FrontEnd frontEnd) {
        super(frontEnd);
    }

    @SuppressWarnings("unchecked")
    final W self() {
        return (W) this;
    }

    /** Where the widget stands; may be changed. */
    public Layout layout() {
        return layout.get();
    }

    public W layout(Layout value) {
        layout.set(value);
        return self();
    }

    public Boolean tabbable() {
        return tabbable.get();
    }

    /** Sets whether the tab key comes to the widget; null for the front end's own way. */
    public W tabbable(Boolean value) {
        tabbable.set(value);
        return self();
    }

    public String tooltip() {
        return tooltip.get();
    }

    /** Sets what is shown while the pointer rests on the widget; null for nothing. */
    public W tooltip(String value) {
        tooltip.set(value);
        return self();
    }

    /** Adds a CSS class to the widget's element. */
    public W addClass(String name) {
        update(
                () -> {
                    if (!domClasses.get().contains(name)) {
                        List<String> more = new ArrayList<>(domClasses.get());
                        more.add(name);
                        domClasses.set(more);
                    }
                });
        return self();
    }

    /** Takes a CSS class away. */
    public W removeClass(String name) {
        update(
                () ->
                        domClasses.set(
                                domClasses.get().stream().filter(c -> !c.equals(name)).toList()));
        return self();
    }

    /** Gives the widget the keyboard. */
    public void focus() {
        send(Map.of("do", "focus"), List.of());
    }

    /** Takes the keyboard away from the widget. */
    public void blur() {
        send(Map.of("do", "blur"), List.of());
    }
}
