package dev.vitrine.kernel.json;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Writes values as JSON, by their classes. */
final class ValueWriter {

    private ValueWriter() {}

    static void write(JsonGenerator out, Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof JsonNode node) {
            node(out, node);
        } else if (value instanceof Record record) {
            record(out, record);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else if (value instanceof Iterable<?> elements) {
            out.writeStartArray();
            elements.forEach(element -> write(out, element));
            out.writeEndArray();
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (value.getClass().isArray()) {
            array(out, value);
        } else {
            throw new JsonException("a " + value.getClass().getName() + " is not JSON");
        }
    }

    private static void number(JsonGenerator out, Number number) {
        if (number instanceof Integer value) {
            out.writeNumber(value);
        } else if (number instanceof Long value) {
            out.writeNumber(value);
        } else if (number instanceof Double value) {
            out.writeNumber(value);
        } else if (number instanceof Float value) {
            out.writeNumber(value);
        } else if (number instanceof BigInteger value) {
            out.writeNumber(value);
        } else if (number instanceof BigDecimal value) {
            out.writeNumber(value);
        } else if (number instanceof Short || number instanceof Byte) {
            out.writeNumber(number.intValue());
        } else {
            throw new JsonException("a " + number.getClass().getName() + " is not JSON");
        }
    }

    private static void node(JsonGenerator out, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    out.writeName(field.getKey());
                    node(out, field.getValue());
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode element : node) {
                    node(out, element);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.stringValue());
            case NUMBER -> number(out, node.numberValue());
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case BINARY -> out.writeBinary(node.binaryValue());
            case NULL -> out.writeNull();
            default -> throw new JsonException("a node of " + node.getNodeType() + " is not JSON");
        }
    }

    private static void record(JsonGenerator out, Record record) {
        RecordShape shape = RecordShape.of(record.getClass());
        out.writeStartObject();
        for (int i = 0; i < shape.size(); i++) {
            Object value = shape.get(record, i);
            if (value != null) {
                out.writeName(shape.name(i));
                write(out, value);
            }
        }
        out.writeEndObject();
    }

    private static void map(JsonGenerator out, Map<?, ?> map) {
        out.writeStartObject();
        map.forEach(
                (key, value) -> {
                    out.writeName(String.valueOf(key));
                    write(out, value);
                });
        out.writeEndObject();
    }

    private static void array(JsonGenerator out, Object array) {
        out.writeStartArray();
        for (int i = 0; i < Array.getLength(array); i++) {
            write(out, Array.get(array, i));
        }
        out.writeEndArray();
    }
}
