package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.CommOpen;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.InputReply;
import dev.vitrine.kernel.protocol.KernelInfoRequest;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.ConnectionFile;
import dev.vitrine.kernel.wire.ConnectionInfo;
import dev.vitrine.kernel.wire.Packet;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import dev.vitrine.kernel.wire.Sockets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames that no well-behaved client sends, and messages that this client's API does not send. */
@Timeout(120)
class HostileClientTests {

    private static final String IDENTITY = "raw-client";

    private final MessageWriter writer = new MessageWriter("raw");
    private final Map<Channel, SocketThread> threads = new EnumMap<>(Channel.class);
    private final Map<Channel, BlockingQueue<List<byte[]>>> received = new EnumMap<>(Channel.class);
    private KernelClient kernel;
    private PacketCodec codec;
    private Sockets sockets;

    @BeforeEach
    void launch() throws Exception {
        kernel = EchoKernel.launch();
        ConnectionInfo info = ConnectionFile.read(kernel.connectionFile());
        codec = new PacketCodec(info.key());
        sockets = new Sockets(info);
        for (Channel channel : Channel.values()) {
            BlockingQueue<List<byte[]>> queue = new LinkedBlockingQueue<>();
            received.put(channel, queue);
            threads.put(channel, sockets.connect(channel, IDENTITY, queue::add));
        }
        sockets.start();
        awaitWelcome();
    }

    @AfterEach
    void close() {
        sockets.close();
        kernel.close();
    }

    private void awaitWelcome() throws Exception {
        while (!next(Channel.IOPUB).header().messageType().equals("iopub_welcome")) {
            // Statuses of the other client.
        }
    }

    private Message next(Channel channel) throws Exception {
        List<byte[]> frames = received.get(channel).poll(30, TimeUnit.SECONDS);
        assertThat(frames).as("a message on " + channel).isNotNull();
        return Message.read(codec.decode(frames));
    }

    private Message nextFor(Channel channel, Header parent) throws Exception {
        while (true) {
            Message message = next(channel);
            if (message.parent().messageId().equals(parent.messageId())) {
                return message;
            }
        }
    }

    private Packet request(Header header, Object content) {
        return writer.write(List.of(), header, Header.NONE, Map.of(), content);
    }

    private Header send(Channel channel, MessageType type, Object content) {
        Header header = writer.header(type);
        threads.get(channel).send(codec.encode(request(header, content)));
        return header;
    }

    private void assertKernelLives() throws Exception {
        Header header =
                send(Channel.SHELL, MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());

        Message reply = next(Channel.SHELL);

        assertThat(reply.header().messageType()).isEqualTo("kernel_info_reply");
        assertThat(reply.parent()).isEqualTo(header);
        assertThat(kernel.execute("print a", OutputListener.NONE).succeeded()).isTrue();
    }

    @Test
    void wrongSignatureIsDropped() throws Exception {
        Header header = writer.header(MessageType.EXECUTE_REQUEST);
        ExecuteRequest exit = new ExecuteRequest("exit 9", false, true, Map.of(), false, true);

        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN)) {
            threads.get(channel).send(new PacketCodec("guess").encode(request(header, exit)));
            threads.get(channel).send(new PacketCodec("").encode(request(header, exit)));
        }

        assertKernelLives();
    }

    @Test
    void recordedMessageIsDropped() throws Exception {
        Header header = writer.header(MessageType.KERNEL_INFO_REQUEST);
        List<byte[]> frames = codec.encode(request(header, new KernelInfoRequest()));
        threads.get(Channel.SHELL).send(frames);
        assertThat(next(Channel.SHELL).parent()).isEqualTo(header);

        threads.get(Channel.SHELL).send(frames);

        assertKernelLives();
    }

    @Test
    void malformedFramesAreDropped() throws Exception {
        List<byte[]> good =
                codec.encode(
                        request(
                                writer.header(MessageType.KERNEL_INFO_REQUEST),
                                new KernelInfoRequest()));
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN)) {
            SocketThread socket = threads.get(channel);
            for (int count = 1; count < good.size(); count++) {
                socket.send(good.subList(0, count));
                socket.send(good.subList(count, good.size()));
            }
            socket.send(List.of(new byte[0]));
            socket.send(List.of(new byte[1 << 20]));
            socket.send(codec.encode(garbled("{\"msg_id\": ")));
            socket.send(codec.encode(garbled("\u0000")));
            socket.send(codec.encode(garbled("[]")));
        }

        assertKernelLives();
    }

    private static Packet garbled(String header) {
        byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        return new Packet(List.of(), bytes, empty, empty, empty, List.of());
    }

    @Test
    void signedRequestWithContentOfTheWrongTypeIsAnError() throws Exception {
        Header execute = writer.header(MessageType.EXECUTE_REQUEST);
        threads.get(Channel.SHELL)
                .send(
                        codec.encode(
                                writer.write(
                                        List.of(),
                                        execute,
                                        Header.NONE,
                                        Map.of(),
                                        Map.of("code", List.of(1, 2)))));

        Message reply = next(Channel.SHELL);

        assertThat(reply.header().messageType()).isEqualTo("execute_reply");
        assertThat(reply.content().get("status").stringValue()).isEqualTo("error");
        assertKernelLives();
    }

    @Test
    void unknownTypeGetsBusyAndIdle() throws Exception {
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            Header known = writer.header(MessageType.KERNEL_INFO_REQUEST);
            Header novel = new Header(known.json().deepCopy().put("msg_type", "novel_request"));
            threads.get(channel).send(codec.encode(request(novel, new KernelInfoRequest())));

            assertThat(nextFor(Channel.IOPUB, novel).content().toString()).contains("busy");
            assertThat(nextFor(Channel.IOPUB, novel).content().toString()).contains("idle");
        }
        assertKernelLives();
    }

    @Test
    void parentHeaderIsTheRequestsHeaderAsItCame() throws Exception {
        Header known = writer.header(MessageType.KERNEL_INFO_REQUEST);
        Header novel = new Header(known.json().deepCopy().put("subshell_id", "x").put("new", 1));

        threads.get(Channel.CONTROL).send(codec.encode(request(novel, new KernelInfoRequest())));

        assertThat(next(Channel.CONTROL).parent()).isEqualTo(novel);
        assertThat(nextFor(Channel.IOPUB, novel).parent()).isEqualTo(novel);
    }

    @Test
    void openingACommOfAnUnknownTargetClosesIt() throws Exception {
        Header open =
                send(Channel.SHELL, MessageType.COMM_OPEN, new CommOpen("7", "widget", Map.of()));
        List<String> published = new ArrayList<>();
        Message message;
        do {
            message = nextFor(Channel.IOPUB, open);
            published.add(message.header().messageType() + message.content());
        } while (!message.content().toString().contains("idle"));

        assertThat(published)
                .containsExactly(
                        "status{\"execution_state\":\"busy\"}",
                        "comm_close{\"comm_id\":\"7\",\"data\":{}}",
                        "status{\"execution_state\":\"idle\"}");
    }

    @Test
    void answersOfOthersAndToOtherQuestionsAreNoAnswers() throws Exception {
        Sockets others = new Sockets(ConnectionFile.read(kernel.connectionFile()));
        SocketThread other = others.connect(Channel.STDIN, "another-client", frames -> {});
        others.start();
        Header execute =
                send(
                        Channel.SHELL,
                        MessageType.EXECUTE_REQUEST,
                        new ExecuteRequest("ask q?", false, true, Map.of(), true, true));
        Message question = next(Channel.STDIN);

        other.send(
                codec.encode(request(writer.header(MessageType.INPUT_REPLY), new InputReply("x"))));
        others.close();
        answer("stale", writer.header(MessageType.INPUT_REQUEST));
        answer("right", question.header());

        Message result = nextFor(Channel.IOPUB, execute);
        while (!result.header().messageType().equals("execute_result")) {
            result = nextFor(Channel.IOPUB, execute);
        }
        assertThat(result.content().toString()).contains("right");
    }

    private void answer(String value, Header question) {
        Header header = writer.header(MessageType.INPUT_REPLY);
        threads.get(Channel.STDIN)
                .send(
                        codec.encode(
                                writer.write(
                                        List.of(),
                                        header,
                                        question,
                                        Map.of(),
                                        new InputReply(value))));
    }

    @Test
    void endOfInputFailsTheQuestion() throws Exception {
        send(
                Channel.SHELL,
                MessageType.EXECUTE_REQUEST,
                new ExecuteRequest("ask q?", false, true, Map.of(), true, true));
        next(Channel.STDIN);

        send(Channel.STDIN, MessageType.INPUT_REPLY, new InputReply("\u0004"));

        assertThat(next(Channel.SHELL).content().toString()).contains("The user ended the input");
    }

    @Test
    void heartbeatEchoesWhateverComes() throws Exception {
        List<byte[]> beat = List.of(new byte[0], "ping".getBytes(StandardCharsets.UTF_8));

        threads.get(Channel.HEARTBEAT).send(beat);

        assertThat(received.get(Channel.HEARTBEAT).poll(30, TimeUnit.SECONDS))
                .usingRecursiveComparison()
                .isEqualTo(beat);
    }
}
