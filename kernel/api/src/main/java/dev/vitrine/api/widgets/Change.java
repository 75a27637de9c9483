package dev.vitrine.api.widgets;

/**
 * A property of a widget has another value.
 *
 * @param name as on the wire, for example {@code "max"} or {@code "readout_format"}
 */
public record Change(Widget widget, String name, Object oldValue, Object newValue) {}
