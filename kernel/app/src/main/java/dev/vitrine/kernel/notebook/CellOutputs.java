package dev.vitrine.kernel.notebook;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a kernel's messages into the outputs of one cell, as front ends do (Jupyter messaging
 * protocol, "Messages on the IOPub channel"): neighbouring pieces of one stream are joined,
 * displays are updated in whichever cell shows them, and output is cleared at once or with the next
 * output. Safe for threads.
 */
final class CellOutputs {

    /** A stream output that may still grow; its text is written to the output when it ends. */
    private record OpenStream(String name, ObjectNode output, TerminalText text) {}

    private final DisplayRegistry displays;
    private final ArrayNode outputs;
    private boolean clearBeforeNext;
    private OpenStream stream;

    CellOutputs(DisplayRegistry displays, ArrayNode outputs) {
        this.displays = displays;
        this.outputs = outputs;
    }

    /**
     * Takes one message.
     *
     * @param type {@code msg_type}; types that are no output are ignored
     * @param content the message's content
     */
    void accept(String type, JsonNode content) {
        synchronized (displays) {
            switch (type) {
                case "stream" ->
                        stream(
                                content.path("name").asString("stdout"),
                                content.path("text").asString(""));
                case "display_data", "execute_result" -> display(type, content);
                case "update_display_data" -> update(content);
                case "error" -> error(content);
                case "clear_output" -> clear(content.path("wait").asBoolean(false));
                default -> {
                    // status, execute_input, comm_*: no output.
                }
            }
        }
    }

    /** Completes the outputs, so that they can be written. More may come. */
    void flush() {
        synchronized (displays) {
            if (stream != null) {
                stream.output().set("text", MultilineText.write(stream.text().toString()));
            }
        }
    }

    private void stream(String name, String text) {
        clearIfAsked();
        if (stream == null || !stream.name().equals(name)) {
            endStream();
            ObjectNode output = outputs.addObject();
            output.put("name", name);
            output.put("output_type", "stream");
            output.putArray("text");
            stream = new OpenStream(name, output, new TerminalText());
        }
        stream.text().append(text);
    }

    private void endStream() {
        flush();
        stream = null;
    }

    private void display(String type, JsonNode content) {
        clearIfAsked();
        endStream();
        update(content);
        ObjectNode output = outputs.addObject();
        output.set("data", objectOrEmpty(content.path("data")));
        if (type.equals("execute_result")) {
            output.set("execution_count", content.path("execution_count"));
        }
        output.set("metadata", objectOrEmpty(content.path("metadata")));
        output.put("output_type", type);
        if (hasDisplayId(content)) {
            displays.register(displayId(content), outputs, output);
        }
    }

    private void update(JsonNode content) {
        if (hasDisplayId(content)) {
            displays.update(
                    displayId(content),
                    objectOrEmpty(content.path("data")),
                    objectOrEmpty(content.path("metadata")));
        }
    }

    private void error(JsonNode content) {
        clearIfAsked();
        endStream();
        ObjectNode output = outputs.addObject();
        output.put("ename", content.path("ename").asString(""));
        output.put("evalue", content.path("evalue").asString(""));
        output.put("output_type", "error");
        ArrayNode traceback = output.putArray("traceback");
        content.path("traceback").forEach(line -> traceback.add(line.asString("")));
    }

    private void clear(boolean wait) {
        if (wait) {
            clearBeforeNext = true;
        } else {
            clearNow();
        }
    }

    private void clearIfAsked() {
        if (clearBeforeNext) {
            clearNow();
        }
    }

    private void clearNow() {
        clearBeforeNext = false;
        stream = null;
        outputs.removeAll();
        displays.forget(outputs);
    }

    private static boolean hasDisplayId(JsonNode content) {
        return !displayId(content).isEmpty();
    }

    private static String displayId(JsonNode content) {
        return content.path("transient").path("display_id").asString("");
    }

    private static JsonNode objectOrEmpty(JsonNode node) {
        return node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    }
}
