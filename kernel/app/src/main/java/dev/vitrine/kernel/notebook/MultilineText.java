package dev.vitrine.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * nbformat's {@code multiline_string}: text as a string, or as a list of lines that keep their line
 * ends.
 */
final class MultilineText {

    private MultilineText() {}

    static String read(JsonNode node) {
        if (node.isString()) {
            return node.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode line : node) {
            text.append(line.asString(""));
        }
        return text.toString();
    }

    /** The list of lines; empty for the empty text. */
    static ArrayNode write(String text) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        lines(text).forEach(lines::add);
        return lines;
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
