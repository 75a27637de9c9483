package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** IJava's functions that show values. */
public final class Display {

    private Display() {}

    /** The representations that a value prefers, and its text. */
    public static DisplayData render(Object value) {
        return Kernel.running().getRenderer().render(value);
    }

    /** The representations that are asked for, as far as there are such, and the text. */
    public static DisplayData render(Object value, String... mimeTypes) {
        return Kernel.running().getRenderer().renderAs(value, mimeTypes);
    }

    /**
     * Shows a value.
     *
     * @return its display id
     */
    public static String display(Object value) {
        return display(render(value));
    }

    /** Shows the representations of a value that are asked for. */
    public static String display(Object value, String... mimeTypes) {
        return display(render(value, mimeTypes));
    }

    private static String display(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        Kernel.running().display(data);
        return data.getDisplayId();
    }

    /** Replaces what is shown under a display id. */
    public static void updateDisplay(String displayId, Object value) {
        Kernel.running().getIO().display.updateDisplay(displayId, render(value));
    }

    /** Replaces what is shown under a display id by the representations that are asked for. */
    public static void updateDisplay(String displayId, Object value, String... mimeTypes) {
        Kernel.running().getIO().display.updateDisplay(displayId, render(value, mimeTypes));
    }
}
