package dev.vitrine.kernel.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;

/**
 * Reads and writes JSON. Names are snake case where records have camel case, null components are
 * left out, unknown fields are ignored, bytes are base64.
 */
public final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @throws JsonException if the text is not one JSON value and nothing else
     */
    public static JsonNode read(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return TreeReader.read(parser);
        } catch (JacksonException e) {
            throw new JsonException(firstLine(e.getOriginalMessage()), e);
        }
    }

    /** As {@link #read(byte[])}. */
    public static JsonNode read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a record of an object's fields. A field that is absent or null is null, zero or false.
     *
     * @throws JsonException if the node is no object, or a field has another type than the record's
     *     component
     */
    public static <T extends Record> T toRecord(JsonNode node, Class<T> type) {
        return type.cast(RecordReader.read(node, type, ""));
    }

    /** A value as maps, lists, text, numbers, booleans and null. */
    public static Object toPlain(JsonNode node) {
        return RecordReader.plain(node);
    }

    /**
     * Writes records, maps, collections, arrays, strings, numbers, booleans, bytes, null and {@link
     * JsonNode}s, nested as you like.
     *
     * @throws JsonException for values of other classes, or nested deeper than 500
     */
    public static byte[] write(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            ValueWriter.write(generator, value);
        } catch (JacksonException e) {
            throw new JsonException(firstLine(e.getOriginalMessage()), e);
        }
        return out.toByteArray();
    }

    /** As {@link #write}, on indented lines, for files that people read and compare. */
    public static byte[] writeIndented(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(new Indented(), out)) {
            ValueWriter.write(generator, value);
        } catch (JacksonException e) {
            throw new JsonException(firstLine(e.getOriginalMessage()), e);
        }
        return out.toByteArray();
    }

    private static final class Indented extends ObjectWriteContext.Base {

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter()
                    .withObjectIndenter(lines)
                    .withArrayIndenter(lines)
                    .withSeparators(
                            Separators.createDefaultInstance()
                                    .withObjectNameValueSpacing(Separators.Spacing.AFTER));
        }
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
