package dev.vitrine.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

class CellOutputsTests {

    private final DisplayRegistry displays = new DisplayRegistry();
    private final ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
    private final CellOutputs cell = new CellOutputs(displays, outputs);

    private static JsonNode json(String json) {
        return NotebookJson.MAPPER.readTree(json.replace('\'', '"'));
    }

    private static void stream(CellOutputs cell, String name, String text) {
        cell.accept("stream", json("{'name': '" + name + "', 'text': '" + text + "'}"));
    }

    private static void display(CellOutputs cell, String type, String id, String text) {
        cell.accept(
                type,
                json(
                        "{'data': {'text/plain': '"
                                + text
                                + "'}, 'metadata': {}, 'transient': {'display_id': '"
                                + id
                                + "'}}"));
    }

    private static String text(JsonNode outputs, int index) {
        return outputs.path(index).path("data").path("text/plain").asString();
    }

    @Test
    void neighbouringPiecesOfOneStreamAreOneOutput() {
        stream(cell, "stdout", "a");
        stream(cell, "stdout", "b\\nc");
        stream(cell, "stderr", "oops");
        stream(cell, "stdout", "d");
        cell.flush();

        assertThat(outputs).hasSize(3);
        assertThat(outputs.path(0))
                .isEqualTo(
                        json(
                                "{'name': 'stdout', 'output_type': 'stream', 'text': ['ab\\n', 'c']}"));
        assertThat(outputs.path(1).path("name").asString()).isEqualTo("stderr");
        assertThat(outputs.path(2).path("text")).isEqualTo(json("['d']"));
    }

    @Test
    void displayBetweenPiecesOfAStreamSeparatesThem() {
        stream(cell, "stdout", "a");
        display(cell, "display_data", "", "shown");
        stream(cell, "stdout", "b");
        cell.flush();

        assertThat(outputs).hasSize(3);
    }

    @Test
    void displayIdIsNotWrittenToTheFile() {
        display(cell, "display_data", "bar", "10 %");

        assertThat(outputs.path(0))
                .isEqualTo(
                        json(
                                "{'data': {'text/plain': '10 %'}, 'metadata': {}, 'output_type': 'display_data'}"));
    }

    @Test
    void updateReachesEveryOutputWithThatIdInEveryCell() {
        ArrayNode laterOutputs = JsonNodeFactory.instance.arrayNode();
        CellOutputs later = new CellOutputs(displays, laterOutputs);
        display(cell, "display_data", "bar", "10 %");
        display(cell, "display_data", "other", "still");
        display(later, "display_data", "bar", "20 %");
        display(later, "update_display_data", "bar", "30 %");
        display(later, "update_display_data", "unknown", "nowhere");

        assertThat(outputs).hasSize(2);
        assertThat(text(outputs, 0)).isEqualTo("30 %");
        assertThat(text(outputs, 1)).isEqualTo("still");
        assertThat(laterOutputs).hasSize(1);
        assertThat(text(laterOutputs, 0)).isEqualTo("30 %");
    }

    @Test
    void clearOutputRemovesAtOnce() {
        stream(cell, "stdout", "a");
        cell.accept("clear_output", json("{'wait': false}"));
        assertThat(outputs).isEmpty();

        stream(cell, "stdout", "b");
        cell.flush();
        assertThat(outputs.path(0).path("text")).isEqualTo(json("['b']"));
    }

    @Test
    void clearOutputWithWaitRemovesWhenTheNextOutputComes() {
        display(cell, "display_data", "", "old");
        cell.accept("clear_output", json("{'wait': true}"));
        assertThat(text(outputs, 0)).isEqualTo("old");

        display(cell, "display_data", "", "new");
        assertThat(outputs).hasSize(1);
        assertThat(text(outputs, 0)).isEqualTo("new");
    }

    @Test
    void updateDoesNotBringBackWhatWasCleared() {
        display(cell, "display_data", "bar", "10 %");
        cell.accept("clear_output", json("{'wait': false}"));
        display(cell, "update_display_data", "bar", "20 %");

        assertThat(outputs).isEmpty();
    }

    @Test
    void resultsAndErrorsHaveTheFieldsOfNbformat() {
        cell.accept(
                "execute_result",
                json("{'data': {'text/plain': '2'}, 'metadata': {}, 'execution_count': 7}"));
        cell.accept("error", json("{'ename': 'E', 'evalue': 'v', 'traceback': ['l1', 'l2']}"));

        assertThat(outputs.path(0))
                .isEqualTo(
                        json(
                                "{'data': {'text/plain': '2'}, 'execution_count': 7, 'metadata': {},"
                                        + " 'output_type': 'execute_result'}"));
        assertThat(outputs.path(1))
                .isEqualTo(
                        json(
                                "{'ename': 'E', 'evalue': 'v', 'output_type': 'error', 'traceback': ['l1', 'l2']}"));
    }

    @Test
    void otherMessagesAreNoOutput() {
        cell.accept("status", json("{'execution_state': 'idle'}"));
        cell.accept("comm_open", json("{}"));
        cell.accept("", json("null"));

        assertThat(outputs).isEmpty();
    }
}
