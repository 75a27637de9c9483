package dev.vitrine.api.widgets;

import dev.vitrine.api.comm.CommMessage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of ipywidgets' messages (jupyter.widget, version 2.1.0; jupyter.widget.control, 1.0.0).
 */
final class WidgetProtocol {

    static final String TARGET = "jupyter.widget";
    static final String CONTROL_TARGET = "jupyter.widget.control";

    private static final String VERSION = "2.1.0";
    private static final String MAJOR = "2";
    private static final String CONTROL_MAJOR = "1";

    private static final Set<String> NO = Set.of("no", "n", "false", "off", "0", "0.0");

    /** Whether changes of one front end are sent to all, so that several show the same. */
    static final boolean ECHO = echo(System.getenv("JUPYTER_WIDGETS_ECHO"));

    private WidgetProtocol() {}

    /**
     * @param setting of the environment variable JUPYTER_WIDGETS_ECHO, or null
     */
    static boolean echo(String setting) {
        return setting == null || !NO.contains(setting.toLowerCase(Locale.ROOT));
    }

    /** What opens a widget's comm. */
    static CommMessage opening(BinaryState state) {
        return CommMessage.of(Map.of("state", state.state(), "buffer_paths", state.paths()))
                .withMetadata(Map.of("version", VERSION))
                .withBuffers(state.buffers());
    }

    /** The state in a message, bytes included. */
    static Map<String, Object> state(CommMessage message) {
        Map<String, Object> state = object(message.data(), "state");
        BinaryState.join(state, message.data().get("buffer_paths"), message.buffers());
        return state;
    }

    /** An object in an object, as one that may be changed. */
    static Map<String, Object> object(Map<String, Object> data, String name) {
        if (!(data.get(name) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "The message of a widget should have an object \""
                            + name
                            + "\", found "
                            + JsonValues.kind(data.get(name)));
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    static void checkVersion(CommMessage opening) {
        checkVersion(opening, MAJOR);
    }

    static void checkControlVersion(CommMessage opening) {
        checkVersion(opening, CONTROL_MAJOR);
    }

    private static void checkVersion(CommMessage opening, String major) {
        Object version = opening.metadata().get("version");
        if (!(version instanceof String text) || !text.split("\\.", 2)[0].equals(major)) {
            throw new IllegalArgumentException(
                    "The front end's widgets speak version "
                            + version
                            + " of the protocol; expected "
                            + major
                            + ".x");
        }
    }
}
