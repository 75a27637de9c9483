package dev.vitrine.kernel.notebook.html;

import tools.jackson.databind.JsonNode;

/** The text of a MIME bundle's entry, which nbformat allows to be a list of lines. */
final class DataText {

    private DataText() {}

    static String of(JsonNode value) {
        if (value.isArray()) {
            StringBuilder text = new StringBuilder();
            value.forEach(line -> text.append(line.asString("")));
            return text.toString();
        }
        return value.isString() ? value.asString() : value.toPrettyString();
    }
}
