package dev.vitrine.kernel.maven;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * System properties that hold text only, for a while. Some libraries leave other objects there,
 * which Java advises against and allows, and on which MIMA fails when it starts.
 */
final class TextProperties {

    private TextProperties() {}

    /** Does something while they hold text only; the other objects are back afterwards. */
    static <T> T during(Supplier<T> action) {
        Properties properties = System.getProperties();
        Map<Object, Object> others = new HashMap<>();
        properties.forEach(
                (key, value) -> {
                    if (!(key instanceof String && value instanceof String)) {
                        others.put(key, value);
                    }
                });
        others.keySet().forEach(properties::remove);
        try {
            return action.get();
        } finally {
            others.forEach(properties::putIfAbsent);
        }
    }
}
