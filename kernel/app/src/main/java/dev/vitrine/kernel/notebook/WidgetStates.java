package dev.vitrine.kernel.notebook;

import dev.vitrine.kernel.protocol.Message;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The models of a run's widgets, as they are in the end. A notebook keeps them in its metadata, so
 * that front ends can show its widgets without a kernel ({@code
 * application/vnd.jupyter.widget-state+json}, version 2.0). Safe for threads.
 */
final class WidgetStates {

    private static final String TARGET = "jupyter.widget";
    private static final String METADATA = "widgets";
    private static final String TYPE = "application/vnd.jupyter.widget-state+json";

    private final Map<String, Model> models = new LinkedHashMap<>();

    /** A model's state, and by their paths the bytes that belong into it. */
    private record Model(ObjectNode state, Map<JsonNode, byte[]> buffers) {

        void merge(JsonNode data, List<byte[]> bytes) {
            if (data.path("state") instanceof ObjectNode changes) {
                buffers.keySet().removeIf(path -> changes.has(path.path(0).asString("")));
                state.setAll(changes);
            }
            JsonNode paths = data.path("buffer_paths");
            for (int i = 0; i < Math.min(paths.size(), bytes.size()); i++) {
                buffers.put(paths.get(i), bytes.get(i));
            }
        }
    }

    /** Takes one of the kernel's messages; those that are not of a widget are ignored. */
    synchronized void accept(Message message) {
        JsonNode content = message.content();
        String id = content.path("comm_id").asString("");
        JsonNode data = content.path("data");
        switch (message.header().messageType()) {
            case "comm_open" -> {
                if (content.path("target_name").asString("").equals(TARGET)) {
                    ObjectNode empty = JsonNodeFactory.instance.objectNode();
                    models.put(id, new Model(empty, new LinkedHashMap<>()));
                    models.get(id).merge(data, message.buffers());
                }
            }
            case "comm_msg" -> {
                Model model = models.get(id);
                if (model != null && data.path("method").asString("").equals("update")) {
                    model.merge(data, message.buffers());
                }
            }
            case "comm_close" -> models.remove(id);
            default -> {
                // No message of a comm.
            }
        }
    }

    /** Writes the models into a notebook's metadata, in the place of those of an earlier run. */
    synchronized void writeTo(NotebookDocument notebook) {
        notebook.metadata().remove(METADATA);
        if (models.isEmpty()) {
            return;
        }
        ObjectNode all = notebook.metadata().putObject(METADATA).putObject(TYPE);
        ObjectNode states = all.putObject("state");
        models.forEach((id, model) -> write(model, states.putObject(id)));
        all.put("version_major", 2);
        all.put("version_minor", 0);
    }

    private static void write(Model model, ObjectNode json) {
        for (String name : List.of("model_module", "model_module_version", "model_name")) {
            json.put(name, model.state().path("_" + name).asString(""));
        }
        json.set("state", model.state());
        if (!model.buffers().isEmpty()) {
            ArrayNode buffers = json.putArray("buffers");
            model.buffers()
                    .forEach(
                            (path, bytes) -> {
                                ObjectNode buffer = buffers.addObject();
                                buffer.put("data", Base64.getEncoder().encodeToString(bytes));
                                buffer.put("encoding", "base64");
                                buffer.set("path", path);
                            });
        }
    }
}
