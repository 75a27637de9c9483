package dev.vitrine.kernel.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which outputs of a run show which display id, over all cells. It is also the lock under which the
 * outputs of the run are changed, since threads that a cell left running may show something while a
 * later cell runs.
 */
final class DisplayRegistry {

    private record Shown(ArrayNode outputs, ObjectNode output) {}

    private final Map<String, List<Shown>> shown = new HashMap<>();

    void register(String displayId, ArrayNode outputs, ObjectNode output) {
        shown.computeIfAbsent(displayId, key -> new ArrayList<>()).add(new Shown(outputs, output));
    }

    /** Replaces what is shown under an id; nothing happens if nothing is. */
    void update(String displayId, JsonNode data, JsonNode metadata) {
        for (Shown each : shown.getOrDefault(displayId, List.of())) {
            each.output().set("data", data.deepCopy());
            each.output().set("metadata", metadata.deepCopy());
        }
    }

    /** Forgets the outputs of a cell, which were cleared. */
    void forget(ArrayNode outputs) {
        shown.values().forEach(list -> list.removeIf(each -> each.outputs() == outputs));
    }
}
