package dev.vitrine.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One cell of a notebook: a view of its JSON, through which it is changed.
 *
 * @param json the cell as it stands in the document
 */
public record Cell(ObjectNode json) {

    /** A new code cell; its id is given when the document is written. */
    static Cell code(String source, String tag) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("cell_type", "code");
        json.putNull("execution_count");
        json.putObject("metadata").putArray("tags").add(tag);
        json.putArray("outputs");
        json.set("source", MultilineText.write(source));
        return new Cell(json);
    }

    /** code, markdown or raw. */
    public String type() {
        return json.path("cell_type").asString("");
    }

    public boolean isCode() {
        return type().equals("code");
    }

    /** The text, with {@code \n} between lines. */
    public String source() {
        return MultilineText.read(json.path("source"));
    }

    public void source(String text) {
        json.set("source", MultilineText.write(text));
    }

    public String id() {
        return json.path("id").asString("");
    }

    public List<String> tags() {
        List<String> tags = new ArrayList<>();
        json.path("metadata").path("tags").forEach(tag -> tags.add(tag.asString("")));
        return tags;
    }

    /** The outputs of a code cell, live. */
    public ArrayNode outputs() {
        return json.path("outputs") instanceof ArrayNode outputs
                ? outputs
                : json.putArray("outputs");
    }

    /** The n of {@code In [n]}, or 0 for none. */
    public int executionCount() {
        return json.path("execution_count").asInt(0);
    }

    public void executionCount(int count) {
        json.put("execution_count", count);
    }

    /** Removes outputs and execution count, as before a run. */
    public void clear() {
        outputs().removeAll();
        json.putNull("execution_count");
        if (json.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("execution");
        }
    }

    /** Whether there is nothing to run. */
    public boolean isBlank() {
        return source().isBlank();
    }

    /** Attachments of a Markdown cell: file name to MIME bundle. */
    public JsonNode attachments() {
        return json.path("attachments");
    }
}
