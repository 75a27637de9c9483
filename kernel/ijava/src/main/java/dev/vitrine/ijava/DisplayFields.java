package dev.vitrine.ijava;

import dev.vitrine.api.MimeBundle;
import java.lang.reflect.Field;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The display data of IJava and of JJava as bundles, and back. Both classes keep their content in
 * private fields of the same names and list it nowhere.
 */
public final class DisplayFields {

    private static final ClassValue<DisplayFields> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected DisplayFields computeValue(Class<?> type) {
                    return new DisplayFields(type);
                }
            };

    private final Field data;
    private final Field metadata;

    private DisplayFields(Class<?> type) {
        data = field(type, "data");
        metadata = field(type, "metadata");
    }

    private static Field field(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getSimpleName().equals("DisplayData")) {
                try {
                    Field field = each.getDeclaredField(name);
                    field.setAccessible(true);
                    return field;
                } catch (NoSuchFieldException e) {
                    throw new IllegalArgumentException(
                            each.getName() + " of an unknown version has no field " + name, e);
                }
            }
        }
        throw new IllegalArgumentException("Not display data: " + type.getName());
    }

    /**
     * @param displayData of either class
     */
    public static MimeBundle bundle(Object displayData) {
        DisplayFields fields = OF_CLASS.get(displayData.getClass());
        Map<String, Object> data = map(fields.data, displayData);
        data.replaceAll((type, value) -> value instanceof CharSequence ? value.toString() : value);
        return new MimeBundle(data, map(fields.metadata, displayData));
    }

    private static Map<String, Object> map(Field field, Object owner) {
        Map<String, Object> copy = new LinkedHashMap<>();
        try {
            Map<?, ?> map = (Map<?, ?>) field.get(owner);
            if (map != null) {
                map.forEach(
                        (key, value) -> {
                            if (value != null) {
                                copy.put(String.valueOf(key), value);
                            }
                        });
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot read " + field, e);
        }
        return copy;
    }

    /**
     * Gives display data what a bundle has.
     *
     * @param putData takes a type and its value, binary ones in base64
     * @param putMetadata takes a key and its value
     */
    public static void copy(
            MimeBundle bundle,
            BiConsumer<String, Object> putData,
            BiConsumer<String, Object> putMetadata) {
        bundle.data()
                .forEach(
                        (type, value) ->
                                putData.accept(
                                        type,
                                        value instanceof byte[] bytes
                                                ? Base64.getEncoder().encodeToString(bytes)
                                                : value));
        bundle.metadata().forEach(putMetadata);
    }
}
