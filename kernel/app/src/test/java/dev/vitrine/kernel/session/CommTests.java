package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.CommClose;
import dev.vitrine.kernel.protocol.CommMsg;
import dev.vitrine.kernel.protocol.CommOpen;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.wire.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Comms as both sides open, use and close them, over the wire. */
@Timeout(120)
class CommTests {

    private static KernelClient kernel;
    private static RawClient client;

    @BeforeAll
    static void launch() throws Exception {
        kernel = EchoKernel.launch();
        client = new RawClient(kernel);
        kernel.execute("target echo", OutputListener.NONE);
    }

    @AfterAll
    static void close() {
        client.close();
        kernel.close();
    }

    private static Header open(String id) throws Exception {
        return client.send(MessageType.COMM_OPEN, new CommOpen(id, "echo", Map.of("first", 1)));
    }

    private static Header message(String id, String code) {
        return client.send(MessageType.COMM_MSG, new CommMsg(id, Map.of("code", code)));
    }

    private static Header execute(String code) {
        return client.send(
                MessageType.EXECUTE_REQUEST,
                new ExecuteRequest(code, false, true, Map.of(), false, true));
    }

    private static String closing(String id) {
        return "comm_close{\"comm_id\":\"" + id + "\",\"data\":{}}";
    }

    @Test
    void openedByTheFrontEndCarriesDataBothWays() throws Exception {
        assertThat(client.output(open("a")))
                .containsExactly("comm_msg{\"comm_id\":\"a\",\"data\":{\"first\":1}}");

        Header header =
                client.send(
                        MessageType.COMM_MSG,
                        new CommMsg("a", Map.of("x", List.of(1, Map.of("y", "z")))),
                        List.of(new byte[] {1, 2}, new byte[0]));
        List<Message> published = client.published(header);

        Message answer = published.get(1);
        assertThat(answer.header().messageType()).isEqualTo("comm_msg");
        assertThat(answer.parent()).isEqualTo(header);
        assertThat(answer.content().toString())
                .isEqualTo("{\"comm_id\":\"a\",\"data\":{\"x\":[1,{\"y\":\"z\"}]}}");
        assertThat(answer.buffers())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new byte[] {1, 2}, new byte[0]);
        client.output(client.send(MessageType.COMM_CLOSE, new CommClose("a", Map.of())));
    }

    @Test
    void openedByTheKernelBelongsToTheCellThatOpenedIt() throws Exception {
        Header cell = execute("print before\nopen front\nsend hi\nclose");
        List<Message> published = client.published(cell);

        assertThat(published)
                .extracting(message -> message.header().messageType())
                .containsExactly(
                        "status",
                        "execute_input",
                        "stream",
                        "comm_open",
                        "comm_msg",
                        "comm_close",
                        "status");
        Message opening = published.get(3);
        assertThat(opening.content().get("target_name").stringValue()).isEqualTo("front");
        assertThat(opening.content().get("data").toString()).isEqualTo("{\"hello\":1}");
        Message sent = published.get(4);
        assertThat(sent.metadata().toString()).isEqualTo("{\"m\":2}");
        assertThat(sent.buffers())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new byte[] {7, 8});
        assertThat(sent.content().get("comm_id")).isEqualTo(opening.content().get("comm_id"));
    }

    @Test
    void whatAHandlerPrintsShowsAndThrowsBelongsToTheMessage() throws Exception {
        client.output(open("b"));

        List<String> output = client.output(message("b", "print p\nvalue 1\ndisplay d\nfail why"));

        assertThat(output).hasSize(3);
        assertThat(output.get(0)).isEqualTo("stream{\"name\":\"stdout\",\"text\":\"p\\n\"}");
        assertThat(output.get(1)).startsWith("display_data");
        assertThat(output.get(2)).startsWith("error{\"ename\":\"EchoError\",\"evalue\":\"why\"");
        assertThat(client.output(message("b", "print on"))).hasSize(1);
    }

    @Test
    void failureOfAHandlerIsAlsoShownWhereTheCommWasOpened() throws Exception {
        Header cell = execute("open front");
        List<Message> published = client.published(cell);
        String id = published.get(2).content().get("comm_id").stringValue();

        Header event = message(id, "fail why");
        List<String> parents = new ArrayList<>();
        Message next;
        do {
            next = client.next(Channel.IOPUB);
            if (next.header().messageType().equals("error")) {
                parents.add(next.parent().messageId());
            }
        } while (!(next.content().path("execution_state").asString("").equals("idle")
                && next.parent().equals(event)));

        assertThat(parents).containsExactly(event.messageId(), cell.messageId());
    }

    @Test
    void pageOfAHandlerIsShownSinceThereIsNoReplyToCarryIt() throws Exception {
        client.output(open("p"));

        assertThat(client.output(message("p", "page help")))
                .containsExactly(
                        "display_data{\"data\":{\"text/plain\":\"help\"},\"metadata\":{},"
                                + "\"transient\":{}}");
    }

    @Test
    void messagesAreHandledInOrderWithCells() throws Exception {
        client.output(open("c"));

        Header slow = execute("sleep 300\nprint cell");
        Header event = message("c", "print event");
        Header last = execute("print last");

        assertThat(client.output(slow))
                .contains("stream{\"name\":\"stdout\",\"text\":\"cell\\n\"}");
        assertThat(client.output(event))
                .containsExactly("stream{\"name\":\"stdout\",\"text\":\"event\\n\"}");
        assertThat(client.output(last))
                .contains("stream{\"name\":\"stdout\",\"text\":\"last\\n\"}");
    }

    @Test
    void messagesBehindAFailedCellAreHandledNotAborted(@TempDir Path folder) throws Exception {
        client.output(open("d"));

        Path gate = folder.resolve("gate");
        Header failing = execute("await " + gate + "\nfail now");
        Header event = message("d", "print event");
        Header aborted = execute("print never");
        client.letPassWhenAllIsQueued(gate);

        client.output(failing);
        // The cells behind the failed one are answered first, since nothing runs for them.
        assertThat(client.output(aborted)).isEmpty();
        assertThat(client.output(event))
                .containsExactly("stream{\"name\":\"stdout\",\"text\":\"event\\n\"}");
    }

    @Test
    void interruptEndsAHandler() throws Exception {
        client.output(open("e"));
        Header event = message("e", "print started\nsleep 600000");
        Message started;
        do {
            started = client.next(Channel.IOPUB);
        } while (!started.header().messageType().equals("stream"));

        kernel.interrupt();

        assertThat(client.published(event))
                .extracting(message -> message.header().messageType())
                .containsOnlyOnce("error");
        assertThat(client.output(message("e", "print on"))).hasSize(1);
    }

    @Test
    void currentRequestIsTheCellOrTheMessage() throws Exception {
        Header cell = execute("request");

        assertThat(client.output(cell).get(1)).contains(cell.messageId());
    }

    @Test
    void commInfoListsOpenCommsByTarget() throws Exception {
        client.output(open("f"));

        assertThat(kernel.commInfo("echo").comms())
                .containsEntry("f", Map.of("target_name", "echo"));
        assertThat(kernel.commInfo("other").comms()).isEmpty();
        assertThat(client.output(client.send(MessageType.COMM_CLOSE, new CommClose("f", Map.of()))))
                .containsExactly("stream{\"name\":\"stdout\",\"text\":\"closed {}\\n\"}");
        assertThat(kernel.commInfo(null).comms()).doesNotContainKey("f");
    }

    @Test
    void openingAnUnknownTargetIsAnsweredByClosing() throws Exception {
        Header unknown = client.send(MessageType.COMM_OPEN, new CommOpen("g", "nobody", Map.of()));
        assertThat(client.output(unknown)).containsExactly(closing("g"));

        kernel.execute("target brief\nforget-target brief", OutputListener.NONE);
        Header forgotten = client.send(MessageType.COMM_OPEN, new CommOpen("h", "brief", Map.of()));
        assertThat(client.output(forgotten)).containsExactly(closing("h"));
    }

    @Test
    void targetThatThrowsRefusesTheComm() throws Exception {
        Header refused =
                client.send(
                        MessageType.COMM_OPEN,
                        new CommOpen("i", "echo", Map.of("code", "fail no")));

        List<String> output = client.output(refused);

        assertThat(output.get(0)).isEqualTo(closing("i"));
        assertThat(output.get(1)).startsWith("error{\"ename\":\"EchoError\",\"evalue\":\"no\"");
        assertThat(kernel.commInfo(null).comms()).doesNotContainKey("i");
    }

    @Test
    void messageThatIsNoJsonFailsTheSenderAndNothingIsSent() throws Exception {
        List<String> output = client.output(execute("open front\nsend-bad\nprint never"));

        assertThat(output).hasSize(3);
        assertThat(output.get(2))
                .contains("IllegalArgumentException")
                .contains("The message of a comm cannot be written as JSON");
    }

    @Test
    void closingTwiceSaysSoOnceAndSendingAfterwardsFails() throws Exception {
        List<String> output = client.output(execute("open front\nclose\nclose\nsend late"));

        assertThat(output).filteredOn(line -> line.startsWith("comm_close")).hasSize(1);
        assertThat(output.get(output.size() - 1)).contains("IllegalStateException", "is closed");
    }

    @Test
    void hostileMessagesGetBusyAndIdleAndNothingElse() throws Exception {
        client.output(open("j"));
        List<Object> contents = new ArrayList<>();
        contents.add(Map.of());
        contents.add(Map.of("comm_id", 7, "target_name", "echo"));
        contents.add(Map.of("comm_id", List.of("j"), "data", "text"));
        contents.add(Map.of("comm_id", "nobody", "data", Map.of()));
        contents.add(Map.of("data", Map.of("code", "print never")));
        for (MessageType type :
                List.of(MessageType.COMM_OPEN, MessageType.COMM_MSG, MessageType.COMM_CLOSE)) {
            for (Object content : contents) {
                List<String> output =
                        client.output(client.send(type, content, List.of(new byte[1 << 20])));
                assertThat(output).filteredOn(line -> !line.startsWith("comm_close")).isEmpty();
            }
        }
        Map<String, Object> nulls = new LinkedHashMap<>();
        nulls.put("comm_id", null);
        nulls.put("data", null);
        assertThat(client.output(client.send(MessageType.COMM_MSG, nulls))).isEmpty();
        Header wrongData =
                client.send(
                        MessageType.COMM_OPEN,
                        Map.of("comm_id", "k", "target_name", "echo", "data", 5));
        assertThat(client.output(wrongData)).containsExactly(closing("k"));
        assertThat(client.output(open("j"))).as("a second opening of an open comm").isEmpty();
        assertThat(client.output(message("j", "print alive"))).hasSize(1);
    }
}
