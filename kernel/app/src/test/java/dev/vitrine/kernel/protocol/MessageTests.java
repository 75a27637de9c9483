package dev.vitrine.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.wire.InvalidPacketException;
import dev.vitrine.kernel.wire.Packet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTests {

    private static final String HEADER =
            "{\"msg_id\":\"1\",\"msg_type\":\"execute_request\",\"session\":\"s\",\"novel\":[1]}";

    private static Packet packet(String header, String content) {
        byte[] empty = bytes("{}");
        return new Packet(List.of(), bytes(header), empty, empty, bytes(content), List.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Object content) {
        return new String(Json.write(content), StandardCharsets.UTF_8);
    }

    @Test
    void absentFieldsOfExecuteRequestMeanTheDefaults() throws Exception {
        ExecuteRequest request =
                Message.read(packet(HEADER, "{\"code\":\"x\"}")).content(ExecuteRequest.class);

        assertThat(request).isEqualTo(new ExecuteRequest("x", false, true, Map.of(), false, true));
    }

    @Test
    void silentCellsAreNeverStored() throws Exception {
        String content = "{\"code\":\"x\",\"silent\":true,\"store_history\":true}";

        assertThat(Message.read(packet(HEADER, content)).content(ExecuteRequest.class))
                .extracting(ExecuteRequest::storeHistory)
                .isEqualTo(false);
    }

    @Test
    void unknownFieldsAreIgnoredInContentAndKeptInHeaders() throws Exception {
        Message message = Message.read(packet(HEADER, "{\"code\":\"x\",\"novel\":{}}"));

        assertThat(message.content(ExecuteRequest.class).code()).isEqualTo("x");
        assertThat(message.header().json().toString()).isEqualTo(HEADER);
    }

    @Test
    void unknownTypeIsAMessageWithoutType() throws Exception {
        Message message = Message.read(packet(HEADER.replace("execute", "novel"), "{}"));

        assertThat(message.type()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"msg_id\":\"1\"}",
                "{\"msg_id\":1,\"msg_type\":2}"
            })
    void headerThatNamesNoMessageIsRefused(String header) {
        assertThatThrownBy(() -> Message.read(packet(header, "{}")))
                .isInstanceOf(InvalidPacketException.class)
                .hasMessageContaining("header");
    }

    @Test
    void contentThatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> Message.read(packet(HEADER, "\"text\"")))
                .isInstanceOf(InvalidPacketException.class)
                .hasMessageContaining("content");
        assertThatThrownBy(() -> Message.read(packet(HEADER, "{\"code\": \"")))
                .isInstanceOf(InvalidPacketException.class)
                .hasMessageContaining("content is not JSON");
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void everyRequestHasItsReply(MessageType type) {
        assertThat(type.reply().isPresent()).isEqualTo(type.wireName().endsWith("_request"));
    }

    @Test
    void namesAndAbsencesAreTheWires() {
        assertThat(json(new IsCompleteReply("complete", null)))
                .isEqualTo("{\"status\":\"complete\"}");
        assertThat(json(new ClearOutput(true))).isEqualTo("{\"wait\":true}");
        assertThat(json(new DisplayData(Map.of(), Map.of(), Map.of("display_id", "7"))))
                .isEqualTo("{\"data\":{},\"metadata\":{},\"transient\":{\"display_id\":\"7\"}}");
        assertThat(json(ExecuteReply.ok(3, List.of(), Map.of())))
                .isEqualTo(
                        "{\"status\":\"ok\",\"execution_count\":3,\"payload\":[],"
                                + "\"user_expressions\":{}}");
    }

    @Test
    void headersAreThisProcessesOwn() {
        MessageWriter writer = new MessageWriter("me");
        Header header = writer.header(MessageType.STATUS);

        assertThat(header.session()).isEqualTo(writer.session());
        assertThat(header.json().get("version").stringValue()).isEqualTo("5.5");
        assertThat(header.json().get("date").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
        assertThat(header.messageId()).isNotEqualTo(writer.header(MessageType.STATUS).messageId());
    }
}
