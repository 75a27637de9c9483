package dev.vitrine.kernel.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes values of the types that message records have. */
final class RecordReader {

    private RecordReader() {}

    static Object read(JsonNode node, Class<?> type, String path) {
        if (!node.isObject()) {
            throw mismatch(path, "an object", node);
        }
        RecordShape shape = RecordShape.of(type);
        Object[] values = new Object[shape.size()];
        for (int i = 0; i < values.length; i++) {
            String name = shape.name(i);
            values[i] =
                    value(node.get(name), shape.type(i), path.isEmpty() ? name : path + "." + name);
        }
        return shape.create(values);
    }

    private static Object value(JsonNode node, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            return isAbsent(node) ? null : container(node, generic, path);
        }
        if (type == int.class || type == Integer.class) {
            return integer(node, type == int.class, path);
        }
        if (type == boolean.class || type == Boolean.class) {
            return flag(node, type == boolean.class, path);
        }
        if (isAbsent(node)) {
            return null;
        }
        if (type == String.class) {
            if (!node.isString()) {
                throw mismatch(path, "text", node);
            }
            return node.stringValue();
        }
        if (type == Object.class) {
            return plain(node);
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return read(node, record, path);
        }
        throw new IllegalStateException("No record of messages has a component of " + type);
    }

    private static boolean isAbsent(JsonNode node) {
        return node == null || node.isNull();
    }

    private static Integer integer(JsonNode node, boolean primitive, String path) {
        if (isAbsent(node)) {
            return primitive ? 0 : null;
        }
        if (!node.isInt()) {
            throw mismatch(path, "a whole number", node);
        }
        return node.intValue();
    }

    private static Boolean flag(JsonNode node, boolean primitive, String path) {
        if (isAbsent(node)) {
            return primitive ? Boolean.FALSE : null;
        }
        if (!node.isBoolean()) {
            throw mismatch(path, "true or false", node);
        }
        return node.booleanValue();
    }

    private static Object container(JsonNode node, ParameterizedType type, String path) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            if (!node.isObject()) {
                throw mismatch(path, "an object", node);
            }
            Map<String, Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                map.put(
                        field.getKey(),
                        value(field.getValue(), arguments[1], path + "." + field.getKey()));
            }
            return map;
        }
        if (!node.isArray()) {
            throw mismatch(path, "an array", node);
        }
        List<Object> list = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            list.add(value(element, arguments[0], path + "[" + list.size() + "]"));
        }
        return list;
    }

    /** Maps, lists, strings, numbers and booleans. */
    static Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    map.put(field.getKey(), plain(field.getValue()));
                }
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                for (JsonNode element : node) {
                    list.add(plain(element));
                }
                yield list;
            }
            case STRING -> node.stringValue();
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            default -> null;
        };
    }

    private static JsonException mismatch(String path, String expected, JsonNode found) {
        String field = path.isEmpty() ? "the content" : "field \"" + path + "\"";
        return new JsonException(
                field
                        + " should be "
                        + expected
                        + ", found "
                        + found.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
    }
}
