package dev.vitrine.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notebook of nbformat 4. Fields that we do not know stay, in their order.
 *
 * @param json the whole file, live
 */
public record NotebookDocument(ObjectNode json) {

    /** All cells, in order. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : cellArray()) {
            cells.add(new Cell((ObjectNode) cell));
        }
        return cells;
    }

    /** The cells that a run executes: code that is not blank. */
    public List<Cell> executableCells() {
        return cells().stream().filter(Cell::isCode).filter(cell -> !cell.isBlank()).toList();
    }

    void insertCell(int index, Cell cell) {
        cellArray().insert(index, cell.json());
    }

    void removeCell(int index) {
        cellArray().remove(index);
    }

    private ArrayNode cellArray() {
        return (ArrayNode) json.get("cells");
    }

    public ObjectNode metadata() {
        return json.path("metadata") instanceof ObjectNode metadata
                ? metadata
                : json.putObject("metadata");
    }

    /** The notebook's title if its metadata has one, else its first heading, else the fallback. */
    public String title(String fallback) {
        String title = metadata().path("title").asString("");
        if (!title.isBlank()) {
            return title;
        }
        return cells().stream()
                .filter(cell -> cell.type().equals("markdown"))
                .flatMap(cell -> cell.source().lines())
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(fallback);
    }

    /**
     * Sets parameters by papermill's convention: the values are assigned in a cell tagged {@code
     * injected-parameters}, directly after the one tagged {@code parameters} that declares them.
     * Values of an earlier run are replaced.
     *
     * @param values by name, as typed on the command line; without any, nothing changes
     * @throws ParameterException if the notebook takes no parameters, not these, or not these
     *     values
     */
    public void inject(Map<String, String> values) throws ParameterException {
        NotebookParameters.inject(this, values);
    }

    /** What the kernel said of itself; front ends colour the cells by it. */
    public void languageInfo(JsonNode languageInfo) {
        metadata().set("language_info", languageInfo);
    }
}
