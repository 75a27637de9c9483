package dev.vitrine.dist;

import java.nio.file.Path;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A notebook that a run has written. */
record RanNotebook(Path file) {

    JsonNode cells() {
        return new JsonMapper().readTree(file.toFile()).path("cells");
    }

    JsonNode outputs(String cellId) {
        return StreamSupport.stream(cells().spliterator(), false)
                .filter(cell -> cell.path("id").asString("").equals(cellId))
                .findFirst()
                .orElseThrow()
                .path("outputs");
    }

    /** What a cell printed first. */
    String printed(String cellId) {
        return text(outputs(cellId).path(0).path("text"));
    }

    /** A representation of what a cell showed first. */
    String shown(String cellId, String type) {
        return shown(cellId, 0, type);
    }

    String shown(String cellId, int index, String type) {
        return text(outputs(cellId).path(index).path("data").path(type));
    }

    static String text(JsonNode lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.asString("")));
        return text.toString();
    }
}
