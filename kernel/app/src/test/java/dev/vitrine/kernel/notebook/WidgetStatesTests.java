package dev.vitrine.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WidgetStatesTests {

    private final MessageWriter writer = new MessageWriter("test");
    private final WidgetStates states = new WidgetStates();
    private final NotebookDocument notebook =
            new NotebookDocument(
                    (ObjectNode) Json.read("{\"metadata\": {\"widgets\": {\"old\": 1}}}"));

    private void take(MessageType type, String content, byte[]... buffers) throws Exception {
        states.accept(
                Message.read(
                        writer.write(
                                List.of(),
                                writer.header(type),
                                Header.NONE,
                                Map.of(),
                                Json.read(content),
                                List.of(buffers))));
    }

    private JsonNode written() {
        states.writeTo(notebook);
        return notebook.metadata()
                .path("widgets")
                .path("application/vnd.jupyter.widget-state+json")
                .path("state");
    }

    private void open(String id) throws Exception {
        take(
                MessageType.COMM_OPEN,
                """
                {"comm_id": "%s", "target_name": "jupyter.widget", "data": {"state": {
                "_model_name": "M", "_model_module": "m", "_model_module_version": "2",
                "value": 1, "other": 2}, "buffer_paths": [["image"], ["list", 0]]}}
                """
                        .formatted(id),
                new byte[] {1},
                new byte[] {2});
    }

    @Test
    void modelsAreWrittenAsTheyAreInTheEnd() throws Exception {
        open("a");
        open("closed");
        take(
                MessageType.COMM_MSG,
                """
                {"comm_id": "a", "data": {"method": "update", "state": {"value": 5, "list": []}}}
                """);
        take(
                MessageType.COMM_MSG,
                """
                {"comm_id": "a", "data": {"method": "echo_update", "state": {"value": 9}}}
                """);
        take(MessageType.COMM_CLOSE, "{\"comm_id\": \"closed\", \"data\": {}}");

        assertThat(written())
                .isEqualTo(
                        Json.read(
                                """
                                {"a": {"model_module": "m", "model_module_version": "2",
                                "model_name": "M", "state": {"_model_name": "M",
                                "_model_module": "m", "_model_module_version": "2", "value": 5,
                                "other": 2, "list": []},
                                "buffers": [{"data": "AQ==", "encoding": "base64",
                                "path": ["image"]}]}}
                                """));
    }

    @Test
    void runWithoutWidgetsLeavesNoneInTheMetadata() throws Exception {
        take(MessageType.COMM_OPEN, "{\"comm_id\": \"x\", \"target_name\": \"other\"}");
        take(MessageType.COMM_MSG, "{\"comm_id\": \"nobody\", \"data\": {\"method\": \"update\"}}");
        take(MessageType.COMM_MSG, "{}");

        assertThat(written().isMissingNode()).isTrue();
        assertThat(notebook.metadata().has("widgets")).isFalse();
    }
}
