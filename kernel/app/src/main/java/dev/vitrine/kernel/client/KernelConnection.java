package dev.vitrine.kernel.client;

import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.ConnectionInfo;
import dev.vitrine.kernel.wire.InvalidPacketException;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import dev.vitrine.kernel.wire.Sockets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client's sockets: sends requests and hands every message to the request that it belongs to. */
final class KernelConnection implements AutoCloseable {

    private static final Logger LOG = KernelLog.of(KernelConnection.class);

    /** Requests whose late output is still passed on. */
    private static final int REMEMBERED_REQUESTS = 4096;

    private final MessageWriter writer =
            new MessageWriter(System.getProperty("user.name", "vitrine"));
    private final PacketCodec codec;
    private final Sockets sockets;
    private final Map<Channel, SocketThread> threads = new EnumMap<>(Channel.class);
    private final Map<String, PendingRequest> requests =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, PendingRequest> eldest) {
                    return size() > REMEMBERED_REQUESTS;
                }
            };
    private volatile CountDownLatch publishes = new CountDownLatch(1);

    KernelConnection(ConnectionInfo info) {
        codec = new PacketCodec(info.key());
        sockets = new Sockets(info);
        for (Channel channel :
                List.of(Channel.IOPUB, Channel.STDIN, Channel.CONTROL, Channel.SHELL)) {
            threads.put(channel, sockets.connect(channel, writer.session(), this::receive));
        }
        sockets.start();
    }

    /** Sends a request. */
    PendingRequest send(Channel channel, Object content) {
        Header header = writer.header(MessageType.of(content));
        PendingRequest request = new PendingRequest();
        synchronized (requests) {
            requests.put(header.messageId(), request);
        }
        send(channel, header, Header.NONE, content);
        return request;
    }

    /** Answers a question that the kernel asked. */
    void answer(Message question, Object content) {
        send(Channel.STDIN, writer.header(MessageType.of(content)), question.header(), content);
    }

    /** Forgets what was heard so far: the kernel is being restarted. */
    void awaitNewKernel() {
        publishes = new CountDownLatch(1);
    }

    /** Whether iopub messages arrive; waits a moment for the first. */
    boolean hearsOutput(long millis) throws InterruptedException {
        return publishes.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Tells all who wait that no more will come. */
    void died() {
        List<PendingRequest> waiting;
        synchronized (requests) {
            waiting = List.copyOf(requests.values());
        }
        waiting.forEach(PendingRequest::died);
    }

    @Override
    public void close() {
        sockets.close();
    }

    private void send(Channel channel, Header header, Header parent, Object content) {
        threads.get(channel)
                .send(codec.encode(writer.write(List.of(), header, parent, Map.of(), content)));
    }

    private void receive(List<byte[]> frames) {
        Message message;
        try {
            message = Message.read(codec.decode(frames));
        } catch (InvalidPacketException e) {
            LOG.log(Level.WARNING, "Message of the kernel dropped: {0}", e.getMessage());
            return;
        }
        if (!message.header().messageType().endsWith("_reply")) {
            publishes.countDown();
        }
        PendingRequest request;
        synchronized (requests) {
            request = requests.get(message.parent().messageId());
        }
        if (request != null) {
            request.arrived(message);
        }
    }
}
