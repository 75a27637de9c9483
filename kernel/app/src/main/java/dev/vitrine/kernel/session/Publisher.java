package dev.vitrine.kernel.session;

import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.IopubWelcome;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.protocol.Status;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sends messages to every front end, on iopub. May be used from any thread. */
final class Publisher {

    private static final Logger LOG = KernelLog.of(Publisher.class);

    private static final byte SUBSCRIBE = 1;
    private static final byte UNSUBSCRIBE = 0;

    private final MessageWriter writer;
    private final PacketCodec codec;
    private final Object statusOrder = new Object();
    private SocketThread iopub;
    private final List<Header> runningCells = new ArrayList<>();
    private boolean subscribed;
    private volatile boolean startUntold;

    Publisher(MessageWriter writer, PacketCodec codec) {
        this.writer = writer;
        this.codec = codec;
    }

    /** Called once, before anything is published. */
    void sendTo(SocketThread socket) {
        iopub = socket;
    }

    /**
     * @param parent header of the request that this belongs to
     */
    void publish(Header parent, Object content) {
        publish(parent, Map.of(), content, List.of());
    }

    /** As {@link #publish(Header, Object)}, with metadata and binary attachments. */
    void publish(Header parent, Map<String, ?> metadata, Object content, List<byte[]> buffers) {
        iopub.send(encode(parent, metadata, content, buffers));
    }

    /**
     * As {@link #publish(Header, Object)} for what is followed by something else before long; it
     * leaves with that, or at {@link #flush}.
     */
    void publishWithNext(Header parent, Object content) {
        iopub.queue(encode(parent, Map.of(), content, List.of()));
    }

    /** Has everything leave that was published. */
    void flush() {
        iopub.flush();
    }

    private List<byte[]> encode(
            Header parent, Map<String, ?> metadata, Object content, List<byte[]> buffers) {
        MessageType type = MessageType.of(content);
        byte[] topic = type.wireName().getBytes(StandardCharsets.US_ASCII);
        return codec.encode(
                writer.write(
                        List.of(topic), writer.header(type), parent, metadata, content, buffers));
    }

    /**
     * Publishes that the kernel has started. Nobody can have subscribed by then, so the first one
     * who does is told, unless there has been another status meanwhile.
     */
    void starting() {
        synchronized (statusOrder) {
            startUntold = !subscribed;
            if (subscribed) {
                publish(Header.NONE, Status.STARTING);
            }
        }
    }

    private void tellStart() {
        synchronized (statusOrder) {
            subscribed = true;
            if (startUntold) {
                startUntold = false;
                publish(Header.NONE, Status.STARTING);
            }
        }
    }

    /** Publishes busy for a request that is not a cell. */
    void busy(Header request) {
        startUntold = false;
        publish(request, Status.BUSY);
    }

    /**
     * Publishes idle for a request that is not a cell. Front ends show the latest status whoever
     * its parent is, so while a cell runs its busy is repeated.
     */
    void idle(Header request) {
        synchronized (statusOrder) {
            publish(request, Status.IDLE);
            repeatBusy();
        }
    }

    /** Publishes busy for a cell, to leave with what comes next. */
    void cellBusy(Header cell) {
        synchronized (statusOrder) {
            startUntold = false;
            runningCells.add(cell);
            publishWithNext(cell, Status.BUSY);
        }
    }

    void cellIdle(Header cell) {
        synchronized (statusOrder) {
            runningCells.removeIf(running -> running == cell);
            publish(cell, Status.IDLE);
            repeatBusy();
        }
    }

    private void repeatBusy() {
        if (!runningCells.isEmpty()) {
            publish(runningCells.get(runningCells.size() - 1), Status.BUSY);
        }
    }

    /**
     * Takes a request to subscribe or not to: one byte that says which, then the topic. On the
     * iopub socket's thread.
     */
    void subscriptionChanged(List<byte[]> frames) {
        byte[] event = frames.get(0);
        if (event.length == 0) {
            return;
        }
        byte[] topic = Arrays.copyOfRange(event, 1, event.length);
        switch (event[0]) {
            case SUBSCRIBE -> {
                iopub.subscribe(event, welcome(topic));
                tellStart();
            }
            case UNSUBSCRIBE -> iopub.unsubscribe(event);
            default -> LOG.log(Level.WARNING, "Dropped a message on iopub");
        }
    }

    private List<byte[]> welcome(byte[] topic) {
        IopubWelcome content = new IopubWelcome(new String(topic, StandardCharsets.UTF_8));
        List<byte[]> prefix = topic.length == 0 ? List.of() : List.of(topic);
        return codec.encode(writer.write(prefix, Header.NONE, content));
    }
}
