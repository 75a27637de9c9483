package dev.vitrine.kernel.session;

import dev.vitrine.api.comm.Comm;
import dev.vitrine.api.comm.CommHandler;
import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.kernel.protocol.CommClose;
import dev.vitrine.kernel.protocol.CommMsg;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One open comm, for both sides. */
final class KernelComm implements Comm {

    private static final CommHandler DROP = message -> {};

    private final KernelComms comms;
    private final String id;
    private final String targetName;
    private final CellContext opener;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile CommHandler messageHandler = DROP;
    private volatile CommHandler closeHandler = DROP;

    /**
     * @param opener the cell that opened the comm; null if a front end did
     */
    KernelComm(KernelComms comms, String id, String targetName, CellContext opener) {
        this.comms = comms;
        this.id = id;
        this.targetName = targetName;
        this.opener = opener;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String targetName() {
        return targetName;
    }

    /**
     * The cell where a failure of a handler is seen; a message of a comm has no place of its own.
     */
    Optional<CellContext> opener() {
        return Optional.ofNullable(opener);
    }

    @Override
    public boolean isOpen() {
        return open.get();
    }

    @Override
    public void send(CommMessage message) {
        if (!isOpen()) {
            throw new IllegalStateException("The comm " + id + " to " + targetName + " is closed");
        }
        comms.publish(new CommMsg(id, message.data()), message);
    }

    @Override
    public void onMessage(CommHandler handler) {
        messageHandler = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public void onClose(CommHandler handler) {
        closeHandler = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public void close(CommMessage message) {
        if (open.compareAndSet(true, false)) {
            comms.forget(this);
            comms.publish(new CommClose(id, message.data()), message);
        }
    }

    /** Hands a message of the other side to its handler. */
    void received(CommMessage message) throws Exception {
        messageHandler.handle(message);
    }

    /** The other side has closed the comm. */
    void closedByPeer(CommMessage message) throws Exception {
        if (open.compareAndSet(true, false)) {
            closeHandler.handle(message);
        }
    }
}
