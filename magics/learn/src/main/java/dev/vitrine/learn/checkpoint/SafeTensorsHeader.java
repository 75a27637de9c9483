package dev.vitrine.learn.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON header of a safetensors file: for each array its type, shape and place, and texts.
 *
 * @param arrays in the header's order; their places are not checked yet
 * @param metadata texts by key
 */
record SafeTensorsHeader(List<Array> arrays, Map<String, String> metadata) {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(16)
                                    .maxNumberLength(40)
                                    .build())
                    .build();

    /**
     * One array.
     *
     * @param begin first byte in the data section
     * @param end byte after the last one
     */
    record Array(String name, ArrayInfo info, long begin, long end) {}

    static SafeTensorsHeader read(Path file, byte[] header) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), header)) {
            return new Reader(file, json).read();
        } catch (JacksonException e) {
            throw new CheckpointException(
                    file, null, "the header is no valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Walks through the header once. */
    private static final class Reader {

        private final Path file;
        private final JsonParser json;
        private final List<Array> arrays = new ArrayList<>();
        private Map<String, String> metadata = new LinkedHashMap<>();

        Reader(Path file, JsonParser json) {
            this.file = file;
            this.json = json;
        }

        SafeTensorsHeader read() {
            expect(json.nextToken(), JsonToken.START_OBJECT, null, "the header");
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (name.equals(SafeTensors.METADATA)) {
                    metadata = metadata();
                } else {
                    arrays.add(array(name));
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT, null, "the header");
            if (json.nextToken() != null) {
                throw new CheckpointException(file, null, "the header goes on after its object");
            }
            return new SafeTensorsHeader(arrays, metadata);
        }

        private Map<String, String> metadata() {
            Map<String, String> texts = new LinkedHashMap<>();
            expect(json.currentToken(), JsonToken.START_OBJECT, SafeTensors.METADATA, "it");
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                expect(json.nextToken(), JsonToken.VALUE_STRING, SafeTensors.METADATA, key);
                texts.put(key, json.getString());
            }
            return texts;
        }

        private Array array(String name) {
            String type = null;
            long[] shape = null;
            long[] offsets = null;
            expect(json.currentToken(), JsonToken.START_OBJECT, name, "it");
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                JsonToken value = json.nextToken();
                switch (key) {
                    case "dtype" -> {
                        expect(value, JsonToken.VALUE_STRING, name, key);
                        type = json.getString();
                    }
                    case "shape" -> shape = numbers(name, key, ArrayInfo.MAX_RANK);
                    case "data_offsets" -> offsets = numbers(name, key, 2);
                    default -> json.skipChildren();
                }
            }
            if (type == null || shape == null || offsets == null || offsets.length != 2) {
                throw new CheckpointException(
                        file, name, "needs dtype, shape and two data_offsets; one is missing");
            }
            ElementType elements = type(name, type);
            String fault = ArrayInfo.fault(elements, shape);
            if (fault != null) {
                throw new CheckpointException(file, name, fault);
            }
            if (offsets[0] < 0 || offsets[1] < offsets[0]) {
                throw new CheckpointException(
                        file,
                        name,
                        "data_offsets %s are impossible".formatted(Arrays.toString(offsets)));
            }
            return new Array(name, new ArrayInfo(elements, shape), offsets[0], offsets[1]);
        }

        private long[] numbers(String name, String key, int most) {
            expect(json.currentToken(), JsonToken.START_ARRAY, name, key);
            List<Long> numbers = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, name, key);
                numbers.add(json.getLongValue());
                if (numbers.size() > most) {
                    throw new CheckpointException(
                            file, name, "%s has more than %d numbers".formatted(key, most));
                }
            }
            return numbers.stream().mapToLong(Long::longValue).toArray();
        }

        private ElementType type(String name, String type) {
            return Stream.of(ElementType.values())
                    .filter(known -> known.name().equals(type))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new CheckpointException(
                                            file,
                                            name,
                                            "is of type \"%s\"; known are %s"
                                                    .formatted(
                                                            type,
                                                            Stream.of(ElementType.values())
                                                                    .map(ElementType::name)
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    ", ")))));
        }

        private void expect(JsonToken found, JsonToken expected, String name, String what) {
            if (found != expected) {
                throw new CheckpointException(
                        file,
                        name,
                        "%s should be %s, but is %s"
                                .formatted(
                                        what,
                                        describe(expected),
                                        found == null ? "missing" : describe(found)));
            }
        }

        private static String describe(JsonToken token) {
            return switch (token) {
                case START_OBJECT, END_OBJECT -> "an object";
                case START_ARRAY, END_ARRAY -> "a list";
                case VALUE_STRING -> "a string";
                case VALUE_NUMBER_INT -> "a whole number";
                case VALUE_NUMBER_FLOAT -> "a fraction";
                default -> token.name().toLowerCase(Locale.ROOT);
            };
        }
    }

    /** In the order of the arrays; padded by spaces, so that the data begins at a multiple of 8. */
    static byte[] write(Map<String, ArraySource> arrays, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json =
                JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeName(SafeTensors.METADATA);
            json.writeStartObject();
            metadata.forEach(json::writeStringProperty);
            json.writeEndObject();
            long begin = 0;
            for (Map.Entry<String, ArraySource> array : arrays.entrySet()) {
                ArrayInfo info = array.getValue().info();
                long end = Math.addExact(begin, info.bytes());
                json.writeName(array.getKey());
                json.writeStartObject();
                json.writeStringProperty("dtype", info.type().name());
                json.writeName("shape");
                json.writeArray(info.shape(), 0, info.shape().length);
                json.writeName("data_offsets");
                json.writeArray(new long[] {begin, end}, 0, 2);
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        byte[] spaces = " ".repeat(-bytes.size() & 7).getBytes(StandardCharsets.US_ASCII);
        bytes.writeBytes(spaces);
        return bytes.toByteArray();
    }
}
