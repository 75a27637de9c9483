package dev.vitrine.extension.magic;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A recipe as it stands in a cell: lines of {@code key: value} in YAML, or a JSON object.
 *
 * @param settings values by key: numbers, strings, booleans, lists, maps
 * @param lines in which line of the text each key stands, from 1
 */
record RecipeText(Map<String, Object> settings, Map<String, Integer> lines) {

    private static final String FORM =
            "A recipe is lines of \"key: value\", such as \"steps: 500\"";

    /**
     * Reads a recipe; an empty text is a recipe without settings.
     *
     * @throws IllegalArgumentException if it is neither YAML nor JSON, or a key stands twice; names
     *     the line
     */
    static RecipeText parse(String text) {
        Map<String, Object> settings = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        // YAML is a superset of JSON except for tabs between tokens, which it refuses.
        YAMLMapper yaml = new YAMLMapper();
        try (JsonParser parser = yaml.createParser(text.replace('\t', ' '))) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return new RecipeText(settings, lines);
            }
            if (first != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(
                        FORM + "; this is something else" + at(parser.currentTokenLocation()));
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                int line = parser.currentTokenLocation().getLineNr();
                if (lines.putIfAbsent(key, line) != null) {
                    throw new IllegalArgumentException(
                            "\"%s\" stands twice in the recipe, in lines %d and %d"
                                    .formatted(key, lines.get(key), line));
                }
                parser.nextToken();
                Object value = parser.readValueAs(Object.class);
                if (value == null) {
                    throw new IllegalArgumentException(
                            "\"%s\" in line %d has no value".formatted(key, line));
                }
                settings.put(key, value);
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "The recipe goes on after its end" + at(parser.currentTokenLocation()));
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The recipe cannot be read%s: %s. %s"
                            .formatted(
                                    at(e.getLocation()), firstLine(e.getOriginalMessage()), FORM),
                    e);
        }
        return new RecipeText(settings, lines);
    }

    private static String at(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " in line " + location.getLineNr();
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("").replaceFirst("[.:]$", "");
    }
}
