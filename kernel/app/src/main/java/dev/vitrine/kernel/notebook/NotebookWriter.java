package dev.vitrine.kernel.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes notebooks as valid nbformat 4.5, laid out as Jupyter does. */
public final class NotebookWriter {

    private static final int MAJOR = 4;
    private static final int MINOR = 5;

    /** {@code cell_id} in nbformat.v4.5.schema.json. */
    private static final Pattern CELL_ID = Pattern.compile("[a-zA-Z0-9-_]{1,64}");

    private NotebookWriter() {}

    /** Replaces the file, whole or not at all. The document itself is not changed. */
    public static void write(NotebookDocument notebook, Path file) throws IOException {
        AtomicFile.write(file, toJson(notebook));
    }

    static String toJson(NotebookDocument notebook) {
        ObjectNode json = notebook.json().deepCopy();
        json.put("nbformat", MAJOR);
        json.put("nbformat_minor", MINOR);
        NotebookDocument valid = new NotebookDocument(json);
        completeMetadata(valid.metadata());
        Set<String> ids = new HashSet<>();
        for (Cell cell : valid.cells()) {
            completeCell(cell, ids);
        }
        return NotebookJson.writer().writeValueAsString(json) + "\n";
    }

    private static void completeMetadata(ObjectNode metadata) {
        if (!metadata.path("kernelspec").path("name").isString()
                || !metadata.path("kernelspec").path("display_name").isString()) {
            ObjectNode kernelspec = metadata.putObject("kernelspec");
            kernelspec.put("display_name", "Java (Vitrine)");
            kernelspec.put("language", "java");
            kernelspec.put("name", "java");
        }
        if (!metadata.path("language_info").path("name").isString()) {
            ObjectNode language = metadata.putObject("language_info");
            language.put("file_extension", ".java");
            language.put("mimetype", "text/x-java-source");
            language.put("name", "java");
        }
    }

    private static void completeCell(Cell cell, Set<String> ids) {
        ObjectNode json = cell.json();
        if (!CELL_ID.matcher(cell.id()).matches() || !ids.add(cell.id())) {
            json.put("id", newId(ids));
        }
        if (!json.path("metadata").isObject()) {
            json.putObject("metadata");
        }
        json.set("source", MultilineText.write(cell.source()));
        if (cell.isCode()) {
            cell.outputs().forEach(NotebookWriter::completeOutput);
            if (!json.path("execution_count").isIntegralNumber()) {
                json.putNull("execution_count");
            }
        }
    }

    private static void completeOutput(JsonNode node) {
        if (!(node instanceof ObjectNode output)) {
            return;
        }
        switch (output.path("output_type").asString("")) {
            case "stream" ->
                    output.set(
                            "text", MultilineText.write(MultilineText.read(output.path("text"))));
            case "display_data", "execute_result" -> {
                if (output.path("data") instanceof ObjectNode data) {
                    splitLines(data);
                }
            }
            default -> {
                // Errors hold their traceback line by line already.
            }
        }
    }

    /**
     * Text becomes a list of lines, so that version control shows what changed; JSON and base64
     * stay.
     */
    private static void splitLines(ObjectNode data) {
        data.properties()
                .forEach(
                        entry -> {
                            String type = entry.getKey();
                            boolean isText =
                                    type.startsWith("text/")
                                            || type.equals("image/svg+xml")
                                            || type.equals("application/javascript");
                            if (isText && entry.getValue().isString()) {
                                entry.setValue(MultilineText.write(entry.getValue().asString()));
                            }
                        });
    }

    private static String newId(Set<String> taken) {
        String id;
        do {
            id = UUID.randomUUID().toString().substring(0, 8);
        } while (!taken.add(id));
        return id;
    }
}
