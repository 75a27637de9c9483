package dev.vitrine.kernel.wire;

import dev.vitrine.kernel.wire.SocketThread.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

    /**
     * After so long a connection that has not said hello is made anew. JeroMQ 0.6.0 may forget to
     * listen to a connection that it has just made (its poller drops the new registration with the
     * connector's, if both come in one round), and would wait for half a minute.
     */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final ConnectionInfo info;
    private final ZMQ.Context context = ZMQ.context(1);
    private final List<SocketThread> threads = new ArrayList<>();
    private SocketBridge bridge;

    public Sockets(ConnectionInfo info) {
        this.info = info;
    }

    /**
     * Tells of the death of a thread that carries messages, after which none may arrive any more;
     * to be called before a socket is opened.
     */
    public void whenBroken(Consumer<Throwable> action) {
        context.setUncaughtExceptionHandler((thread, failure) -> action.accept(failure));
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
        info.encryption().ifPresent(keys -> keys.protectServer(socket));
        try {
            bind(channel, socket);
        } catch (ZMQException | IllegalArgumentException | IOException e) {
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

    private void bind(Channel channel, ZMQ.Socket socket) throws IOException {
        if (info.transport() == Transport.IPC) {
            int port = socket.bindToRandomPort("tcp://" + LOOPBACK);
            bridge().listen(info.socketFile(channel), port);
        } else {
            socket.bind(info.address(channel));
        }
    }

    private SocketBridge bridge() throws IOException {
        if (bridge == null) {
            bridge = new SocketBridge();
        }
        return bridge;
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
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        if (subscribes) {
            socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        } else {
            socket.setIdentity(identity.getBytes(StandardCharsets.UTF_8));
        }
        info.encryption().ifPresent(keys -> keys.protectClient(socket));
        socket.connect(addressToConnect(channel));
        return add(channel, socket, receiver);
    }

    private String addressToConnect(Channel channel) {
        if (info.transport() == Transport.TCP) {
            return info.address(channel);
        }
        try {
            return "tcp://" + LOOPBACK + ":" + bridge().connect(info.socketFile(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach " + info.address(channel), e);
        }
    }

    /** Lets messages flow; before, none is read or sent. */
    public void start() {
        threads.forEach(SocketThread::start);
        if (bridge != null) {
            bridge.start();
        }
    }

    /** Sends what is queued and closes every socket. */
    @Override
    public void close() {
        threads.forEach(SocketThread::close);
        context.term();
        if (bridge != null) {
            bridge.close();
        }
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

    private static String reason(Exception failure) {
        boolean taken =
                failure instanceof ZMQException zmq
                        && zmq.getErrorCode() == ZMQ.Error.EADDRINUSE.getCode();
        return taken ? "the port is already in use" : failure.getMessage();
    }
}
