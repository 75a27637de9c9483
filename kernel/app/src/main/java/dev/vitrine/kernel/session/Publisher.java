package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.IopubWelcome;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.protocol.Status;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends messages to every front end, on iopub. May be used from any thread. */
final class Publisher {

    private static final byte SUBSCRIBE = 1;

    private final MessageWriter writer;
    private final PacketCodec codec;
    private final Object statusOrder = new Object();
    private SocketThread iopub;
    private Header runningCell;

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
        byte[] topic = MessageType.of(content).wireName().getBytes(StandardCharsets.US_ASCII);
        iopub.send(codec.encode(writer.write(List.of(topic), parent, content)));
    }

    /** Publishes busy for a request that is not a cell. */
    void busy(Header request) {
        publish(request, Status.BUSY);
    }

    /**
     * Publishes idle for a request that is not a cell. Front ends show the latest status whoever
     * its parent is, so while a cell runs its busy is repeated.
     */
    void idle(Header request) {
        synchronized (statusOrder) {
            publish(request, Status.IDLE);
            if (runningCell != null) {
                publish(runningCell, Status.BUSY);
            }
        }
    }

    void cellBusy(Header cell) {
        synchronized (statusOrder) {
            runningCell = cell;
            publish(cell, Status.BUSY);
        }
    }

    void cellIdle(Header cell) {
        synchronized (statusOrder) {
            runningCell = null;
            publish(cell, Status.IDLE);
        }
    }

    /** Welcomes a new subscriber; on the iopub socket's thread. */
    void subscriptionChanged(List<byte[]> frames) {
        byte[] event = frames.get(0);
        if (event.length == 0 || event[0] != SUBSCRIBE) {
            return;
        }
        ByteBuffer topic = ByteBuffer.wrap(event, 1, event.length - 1).slice();
        String subscription;
        try {
            subscription = StandardCharsets.UTF_8.newDecoder().decode(topic).toString();
        } catch (CharacterCodingException e) {
            // A subscriber may choose any bytes; only text can be named in a welcome.
            return;
        }
        List<byte[]> prefix =
                subscription.isEmpty()
                        ? List.of()
                        : List.of(subscription.getBytes(StandardCharsets.UTF_8));
        iopub.send(codec.encode(writer.write(prefix, Header.NONE, new IopubWelcome(subscription))));
    }
}
