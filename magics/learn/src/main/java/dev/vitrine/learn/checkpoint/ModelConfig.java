package dev.vitrine.learn.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The {@code config.json} that Hugging Face's libraries put beside weights: what the weights
 * themselves do not say, such as the number of heads. Settings inside of others are named by paths,
 * {@code vision_config/num_attention_heads}.
 */
public final class ModelConfig {

    private static final String NAME = "config.json";
    private static final long MAX_BYTES = 10_000_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> settings;

    private ModelConfig(Map<String, String> settings) {
        this.settings = settings;
    }

    /**
     * The one in the same folder as a file of weights; empty if there is none.
     *
     * @throws CheckpointException if it is no JSON
     */
    public static Optional<ModelConfig> beside(Path weights) {
        Path file = weights.resolveSibling(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CheckpointException(file, null, "is too large for a configuration");
            }
            return Optional.of(new ModelConfig(parse(file, Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
    }

    private static Map<String, String> parse(Path file, byte[] bytes) {
        Map<String, String> settings = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    String path = json.streamReadContext().pathAsPointer().toString();
                    settings.put(path.isEmpty() ? path : path.substring(1), json.getString());
                }
            }
        } catch (JacksonException e) {
            throw new CheckpointException(
                    file, null, "is no valid JSON: " + e.getOriginalMessage(), e);
        }
        return settings;
    }

    /** A text, number or truth value as it is written. */
    public Optional<String> text(String path) {
        return Optional.ofNullable(settings.get(path));
    }

    /** A whole number; empty if there is none. */
    public OptionalInt integer(String path) {
        String text = settings.get(path);
        return text != null && text.matches("-?[0-9]{1,9}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /** A number; empty if there is none. */
    public OptionalDouble number(String path) {
        try {
            String text = settings.get(path);
            return text == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
