package dev.vitrine.api.widgets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The widgets that front ends know, by their models' ids. */
final class OpenWidgets {

    private static final Map<String, Widget> BY_ID = new ConcurrentHashMap<>();

    private OpenWidgets() {}

    static void add(String id, Widget widget) {
        BY_ID.put(id, widget);
    }

    static void remove(String id) {
        BY_ID.remove(id);
    }

    /**
     * The widget that a front end's state names.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Widget referred(Object json) {
        Widget widget = BY_ID.get(Widget.referredId(json));
        if (widget == null) {
            throw new IllegalArgumentException("expected an open widget, found " + json);
        }
        return widget;
    }

    /** All of them, by id. */
    static Map<String, Widget> all() {
        return Map.copyOf(BY_ID);
    }
}
