package dev.vitrine.api.widgets;

import java.util.ArrayList;
import java.util.List;

/** Widgets with titles, of which one is in sight; {@link Tab} or {@link Accordion}. */
public abstract class TitledBox<W extends TitledBox<W>> extends BoxWidget<W> {

    private final Property<Integer> selectedIndex =
            property("selected_index", PropertyType.orNull(PropertyType.INTEGER), null)
                    .rule(this::checkedIndex);
    private final Property<List<String>> titles =
            property("titles", PropertyType.TEXTS, List.<String>of()).rule(this::oneForEachChild);

    TitledBox(String name) {
        super(name, List.of());
    }

    private Integer checkedIndex(Integer wanted) {
        if (wanted != null && (wanted < 0 || wanted >= children().size())) {
            throw new IllegalArgumentException(
                    wanted + " is not the index of one of " + children().size() + " children");
        }
        return wanted;
    }

    private List<String> oneForEachChild(List<String> wanted) {
        int count = children().size();
        List<String> fitting = new ArrayList<>(wanted.subList(0, Math.min(count, wanted.size())));
        while (fitting.size() < count) {
            fitting.add("");
        }
        return List.copyOf(fitting);
    }

    /**
     * Replaces the widgets. Titles stay with their places; what was in sight and is not there any
     * more is not in sight.
     */
    @Override
    public W children(List<? extends Widget> widgets) {
        update(
                () -> {
                    super.children(widgets);
                    titles.set(titles.get());
                    Integer selected = selectedIndex.get();
                    if (selected != null && selected >= widgets.size()) {
                        selectedIndex.set(null);
                    }
                });
        return self();
    }

    /** Adds a widget with a title. */
    public W add(String title, Widget child) {
        update(
                () -> {
                    List<Widget> more = new ArrayList<>(children());
                    more.add(child);
                    List<String> named = new ArrayList<>(titles());
                    named.add(title);
                    children(more);
                    titles(named);
                });
        return self();
    }

    public List<String> titles() {
        return titles.get();
    }

    /**
     * Sets the titles; those that are missing are empty, and those that are too many are dropped.
     */
    public W titles(List<String> texts) {
        titles.set(texts);
        return self();
    }

    /** As {@link #titles(List)}. */
    public W titles(String... texts) {
        return titles(List.of(texts));
    }

    /** The place of the widget that is in sight, from 0; null if none is. */
    public Integer selectedIndex() {
        return selectedIndex.get();
    }

    /**
     * Brings a widget in sight; null for none.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    public W selectedIndex(Integer place) {
        selectedIndex.set(place);
        return self();
    }
}
