package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.ExecuteOptions;
import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.CommClose;
import dev.vitrine.kernel.protocol.CommInfoRequest;
import dev.vitrine.kernel.protocol.CommMsg;
import dev.vitrine.kernel.protocol.CommOpen;
import dev.vitrine.kernel.protocol.CompleteRequest;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.HistoryRequest;
import dev.vitrine.kernel.protocol.InputReply;
import dev.vitrine.kernel.protocol.InspectRequest;
import dev.vitrine.kernel.protocol.InterruptRequest;
import dev.vitrine.kernel.protocol.IsCompleteRequest;
import dev.vitrine.kernel.protocol.KernelInfoReply;
import dev.vitrine.kernel.protocol.KernelInfoRequest;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.ConnectionFile;
import dev.vitrine.kernel.wire.ConnectionInfo;
import dev.vitrine.kernel.wire.Packet;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import dev.vitrine.kernel.wire.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A conversation in which bits are flipped, before and after it was signed, and bytes that are no
 * message at all: nothing of the kernel dies of it. {@code -Dvitrine.test.flips=N} and {@code
 * -Dvitrine.test.seed=N} ask for more, or for other ones.
 */
@Timeout(600)
class DamagedMessageTests {

    private static final int FLIPS = Integer.getInteger("vitrine.test.flips", 3000);
    private static final long SEED = Long.getLong("vitrine.test.seed", 20);
    private static final String BREAK_IN = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Random random = new Random(SEED);
    private final MessageWriter writer = new MessageWriter("hostile");
    private final Map<Channel, SocketThread> threads = new EnumMap<>(Channel.class);
    private KernelClient kernel;
    private ConnectionInfo info;
    private PacketCodec codec;
    private Sockets sockets;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void launch() throws Exception {
        kernel = EchoKernel.launch();
        info = ConnectionFile.read(kernel.connectionFile());
        codec = new PacketCodec(info.key());
        sockets = new Sockets(info);
        for (Channel channel : Channel.values()) {
            threads.put(channel, sockets.connect(channel, "hostile", this::received));
        }
        sockets.start();
    }

    @AfterEach
    void close() {
        sockets.close();
        kernel.close();
    }

    private record Sent(Channel channel, Object content) {}

    /** One message of every type that a client sends, but for shutdown. */
    private static List<Sent> conversation() {
        List<Object> requests =
                List.of(
                        new KernelInfoRequest(),
                        new ExecuteRequest(
                                "print a\nvalue 5",
                                false,
                                true,
                                Map.of("x", "value 1"),
                                false,
                                true),
                        new ExecuteRequest("fail b", true, false, Map.of(), false, false),
                        new CompleteRequest("pri", 3),
                        new InspectRequest("print", 2, 1),
                        new IsCompleteRequest("print \\"),
                        new HistoryRequest(true, true, "search", 0, 0, 5, 10, "pr*", true),
                        new CommInfoRequest("target"),
                        new CommOpen("1", "target", Map.of("a", 1)),
                        new CommMsg("1", Map.of("a", 2)),
                        new CommClose("1", Map.of()),
                        new InterruptRequest());
        List<Sent> all = new ArrayList<>();
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            requests.forEach(content -> all.add(new Sent(channel, content)));
        }
        all.add(new Sent(Channel.STDIN, new InputReply("x")));
        return all;
    }

    private void assertThatNothingDied() throws Exception {
        // Interrupts are carried out in turn, so those of the damage are over when this one is.
        kernel.interrupt();
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            KernelInfoReply reply =
                    kernel.request(channel, new KernelInfoRequest(), KernelInfoReply.class);
            assertThat(reply.status()).isEqualTo("ok");
        }
        // A cell of the damaged ones may still fail, and abort those behind it.
        kernel.execute("print a", OutputListener.NONE);
        assertThat(kernel.execute("print a", OutputListener.NONE).succeeded()).isTrue();
        Transcript asking = new Transcript();
        kernel.execute("ask q?", ExecuteOptions.defaults().withInput(q -> "answer"), asking);
        assertThat(asking.contents(MessageType.EXECUTE_RESULT).toString()).contains("answer");
    }

    @Test
    void flippedBitsKillNothing() throws Exception {
        List<Sent> conversation = conversation();
        for (int i = 0; i < FLIPS; i++) {
            Sent sent = conversation.get(random.nextInt(conversation.size()));
            Header header = writer.header(MessageType.of(sent.content()));
            Packet packet = writer.write(List.of(), header, Header.NONE, Map.of(), sent.content());
            boolean signedAfterwards = random.nextInt(4) > 0;
            List<byte[]> frames = codec.encode(signedAfterwards ? damaged(packet) : packet);
            threads.get(sent.channel()).send(signedAfterwards ? frames : damaged(frames));
        }
        awaitAnswer(Channel.SHELL);
        awaitAnswer(Channel.CONTROL);

        assertThatNothingDied();
    }

    /**
     * Asks on a connection that has sent so much damage: the answer comes when all that is read.
     */
    private void awaitAnswer(Channel channel) throws InterruptedException {
        Header header = writer.header(MessageType.KERNEL_INFO_REQUEST);
        awaited.add(header.messageId());
        threads.get(channel)
                .send(
                        codec.encode(
                                writer.write(
                                        List.of(),
                                        header,
                                        Header.NONE,
                                        Map.of(),
                                        new KernelInfoRequest())));
        while (awaited.contains(header.messageId())) {
            Thread.sleep(10);
        }
    }

    private void received(List<byte[]> frames) {
        for (byte[] frame : frames) {
            String text = new String(frame, StandardCharsets.UTF_8);
            awaited.removeIf(text::contains);
        }
    }

    private Packet damaged(Packet packet) {
        List<byte[]> json =
                damaged(
                        List.of(
                                packet.header(),
                                packet.parentHeader(),
                                packet.metadata(),
                                packet.content()));
        return new Packet(List.of(), json.get(0), json.get(1), json.get(2), json.get(3), List.of());
    }

    /** Flips one bit to four bits, in any of the frames. */
    private List<byte[]> damaged(List<byte[]> frames) {
        List<byte[]> copies = new ArrayList<>();
        frames.forEach(frame -> copies.add(frame.clone()));
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            byte[] frame = copies.get(random.nextInt(copies.size()));
            if (frame.length > 0) {
                frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return copies;
    }

    @Test
    void bytesThatAreNoZeroMqKillNothing() throws Exception {
        for (int round = 0; round < 20; round++) {
            for (Channel channel : Channel.values()) {
                byte[] bytes = new byte[1 + random.nextInt(200)];
                random.nextBytes(bytes);
                // ZeroMQ's own greeting begins so; what follows is damaged.
                if (round % 3 == 1) {
                    bytes[0] = (byte) 0xFF;
                    bytes[Math.min(9, bytes.length - 1)] = 0x7F;
                }
                knock(channel, round % 3 == 2 ? BREAK_IN.getBytes(StandardCharsets.UTF_8) : bytes);
            }
        }

        assertThatNothingDied();
    }

    private void knock(Channel channel, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(info.ip(), info.ports().get(channel))) {
            socket.getOutputStream().write(bytes);
        }
    }
}
