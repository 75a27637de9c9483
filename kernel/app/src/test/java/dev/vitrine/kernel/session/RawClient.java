package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.KernelInfoRequest;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.ConnectionFile;
import dev.vitrine.kernel.wire.ConnectionInfo;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import dev.vitrine.kernel.wire.Sockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** Sends a kernel whatever a test likes, and shows what comes back. */
final class RawClient implements AutoCloseable {

    private final MessageWriter writer = new MessageWriter("raw");
    private final Map<Channel, SocketThread> threads = new EnumMap<>(Channel.class);
    private final Map<Channel, BlockingQueue<List<byte[]>>> received = new EnumMap<>(Channel.class);
    private final Map<String, Message> replies = new HashMap<>();
    private final PacketCodec codec;
    private final Sockets sockets;

    RawClient(KernelClient kernel) throws Exception {
        ConnectionInfo info = ConnectionFile.read(kernel.connectionFile());
        codec = new PacketCodec(info.key());
        sockets = new Sockets(info);
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.IOPUB)) {
            BlockingQueue<List<byte[]>> queue = new LinkedBlockingQueue<>();
            received.put(channel, queue);
            threads.put(channel, sockets.connect(channel, "raw-client", queue::add));
        }
        sockets.start();
        while (!next(Channel.IOPUB).header().messageType().equals("iopub_welcome")) {
            // Statuses of another client.
        }
    }

    /** Sends a message on shell. Content may be anything that can be written as JSON. */
    Header send(MessageType type, Object content, List<byte[]> buffers) {
        Header header = writer.header(type);
        threads.get(Channel.SHELL)
                .send(
                        codec.encode(
                                writer.write(
                                        List.of(),
                                        header,
                                        Header.NONE,
                                        Map.of(),
                                        content,
                                        buffers)));
        return header;
    }

    /** Sends a request to a subshell. */
    Header sendTo(String subshellId, MessageType type, Object content) {
        ObjectNode json = writer.header(type).json().deepCopy();
        Header header = new Header(json.put("subshell_id", subshellId));
        threads.get(Channel.SHELL)
                .send(
                        codec.encode(
                                writer.write(List.of(), header, Header.NONE, Map.of(), content)));
        return header;
    }

    /** The reply to a request on shell, whichever replies come before it. */
    Message replyTo(Header request) throws Exception {
        while (!replies.containsKey(request.messageId())) {
            Message message = next(Channel.SHELL);
            replies.put(message.parent().messageId(), message);
        }
        return replies.get(request.messageId());
    }

    /** Returns when the kernel has read all that was sent before: it has answered a request. */
    void awaitThatAllIsQueued() throws Exception {
        replyTo(send(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest()));
    }

    /** Lets a cell pass that awaits a file, when the kernel has read all that was sent before. */
    void letPassWhenAllIsQueued(Path gate) throws Exception {
        awaitThatAllIsQueued();
        Files.createFile(gate);
    }

    Header send(MessageType type, Object content) {
        return send(type, content, List.of());
    }

    Message next(Channel channel) throws Exception {
        List<byte[]> frames = received.get(channel).poll(30, TimeUnit.SECONDS);
        assertThat(frames).as("a message on " + channel).isNotNull();
        return Message.read(codec.decode(frames));
    }

    /** What is published for a request, up to its idle. */
    List<Message> published(Header request) throws Exception {
        List<Message> messages = new ArrayList<>();
        while (true) {
            Message message = next(Channel.IOPUB);
            if (!message.parent().messageId().equals(request.messageId())) {
                continue;
            }
            messages.add(message);
            if (message.content().path("execution_state").asString("").equals("idle")) {
                return messages;
            }
        }
    }

    /** As {@link #published}: each message's type and content as text, statuses left out. */
    List<String> output(Header request) throws Exception {
        List<Message> messages = published(request);
        assertThat(messages.get(0).content().toString()).contains("busy");
        return messages.subList(1, messages.size() - 1).stream()
                .map(message -> message.header().messageType() + message.content())
                .toList();
    }

    @Override
    public void close() {
        sockets.close();
    }
}
