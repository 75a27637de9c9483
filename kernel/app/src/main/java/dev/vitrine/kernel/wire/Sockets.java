package dev.vitrine.kernel.wire;

import dev.vitrine.kernel.wire.SocketThread.Receiver;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Opens the sockets of one kernel or of one client, and closes them together. */
public final class Sockets implements AutoCloseable {

    /**
     * How long a front end that does not read may hold up a kernel that publishes more than the
     * queues take. After that output is dropped rather than the kernel blocked.
     */
    private static final int STALL_MILLIS = 10_000;

    /** How long closing waits for what the other side has not taken yet. */
    private static final int LINGER_MILLIS = 1_000;

    private static final int IOPUB_QUEUE = 500;
    private static final int RECONNECT_MILLIS = 20;

    private final ConnectionInfo info;
    private final ZMQ.Context context = ZMQ.context(1);
    private final List<SocketThread> threads = new ArrayList<>();

    public Sockets(ConnectionInfo info) {
        this.info = info;
    }

    /**
     * Opens the kernel's side of a channel: ROUTER, or XPUB for iopub.
     *
     * @throws BindException if the port is taken or the address is not one of this machine
     */
    public SocketThread bind(Channel channel, Receiver receiver) throws BindException {
        boolean publishes = channel == Channel.IOPUB;
        ZMQ.Socket socket = open(publishes ? SocketType.XPUB : SocketType.ROUTER);
        if (publishes) {
            // A subscription takes effect when the receiver grants it, so that the welcome is the
            // first message; and a full queue makes writers wait instead of losing output.
            socket.setXpubManual(true);
            socket.setXpubNoDrop(true);
            socket.setSndHWM(IOPUB_QUEUE);
            socket.setSendTimeOut(STALL_MILLIS);
        } else {
            // A front end that reconnects under its old identity takes over from its dead
            // connection.
            socket.setRouterHandover(true);
        }
        try {
            socket.bind(info.address(channel));
        } catch (ZMQException | IllegalArgumentException e) {
            socket.close();
            BindException failure =
                    new BindException(
                            "cannot listen on "
                                    + info.address(channel)
                                    + " ("
                                    + channel.label()
                                    + "): "
                                    + reason(e));
            failure.initCause(e);
            throw failure;
        }
        return add(channel, socket, receiver);
    }

    /**
     * Opens a client's side of a channel: DEALER, or SUB for iopub. The kernel need not be there
     * yet.
     *
     * @param identity what the kernel's ROUTER sockets know this client by; one for all channels,
     *     so that a kernel can answer a shell request with a question on stdin
     */
    public SocketThread connect(Channel channel, String identity, Receiver receiver) {
        boolean subscribes = channel == Channel.IOPUB;
        ZMQ.Socket socket = open(subscribes ? SocketType.SUB : SocketType.DEALER);
        socket.setReconnectIVL(RECONNECT_MILLIS);
        if (subscribes) {
            socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        } else {
            socket.setIdentity(identity.getBytes(StandardCharsets.UTF_8));
        }
        socket.connect(info.address(channel));
        return add(channel, socket, receiver);
    }

    /** Lets messages flow; before, none is read or sent. */
    public void start() {
        threads.forEach(SocketThread::start);
    }

    /** Sends what is queued and closes every socket. */
    @Override
    public void close() {
        threads.forEach(SocketThread::close);
        context.term();
    }

    private ZMQ.Socket open(SocketType type) {
        ZMQ.Socket socket = context.socket(type);
        socket.setHWM(0);
        socket.setLinger(LINGER_MILLIS);
        socket.setIPv6(info.isIpv6());
        return socket;
    }

    private SocketThread add(Channel channel, ZMQ.Socket socket, Receiver receiver) {
        int capacity = channel == Channel.IOPUB ? IOPUB_QUEUE : Integer.MAX_VALUE;
        SocketThread thread =
                new SocketThread("vitrine-" + channel.label(), socket, capacity, receiver);
        threads.add(thread);
        return thread;
    }

    private static String reason(RuntimeException failure) {
        boolean taken =
                failure instanceof ZMQException zmq
                        && zmq.getErrorCode() == ZMQ.Error.EADDRINUSE.getCode();
        return taken ? "the port is already in use" : failure.getMessage();
    }
}
