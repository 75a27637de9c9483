package dev.vitrine.kernel.maven;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * While it is open, the system properties hold text only. Some libraries leave other objects there,
 * which Java forbids and allows, and on which MIMA fails when it starts.
 */
final class TextProperties implements AutoCloseable {

    private final Properties properties = System.getProperties();
    private final Map<Object, Object> others = new HashMap<>();

    TextProperties() {
        properties.forEach(
                (key, value) -> {
                    if (!(key instanceof String && value instanceof String)) {
                        others.put(key, value);
                    }
                });
        others.keySet().forEach(properties::remove);
    }

    @Override
    public void close() {
        others.forEach(properties::putIfAbsent);
    }
}
