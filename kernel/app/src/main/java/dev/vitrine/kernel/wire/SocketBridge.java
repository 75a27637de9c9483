package dev.vitrine.kernel.wire;

import dev.vitrine.kernel.log.KernelLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries the bytes of connections between Unix sockets and TCP ports of this machine, both ways,
 * on one thread of its own. JeroMQ, which speaks TCP only, is reached through Unix sockets so, and
 * reaches them.
 */
final class SocketBridge implements AutoCloseable {

    private static final Logger LOG = KernelLog.of(SocketBridge.class);

    /** How long closing waits for what the other side has not taken yet. */
    private static final int LINGER_MILLIS = 1_000;

    private final Selector selector;
    private final List<Path> files = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "vitrine-ipc");
    private volatile boolean closing;
    private volatile boolean abandoned;

    SocketBridge() throws IOException {
        selector = Selector.open();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Lets whoever connects to a Unix socket talk to a port of this machine. A file that a dead
     * process has left is replaced.
     *
     * @throws BindException if a process listens there
     * @throws IOException if the file cannot be made
     */
    void listen(Path file, int port) throws IOException {
        removeStale(file);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(file));
        files.add(file);
        accept(listener, loopback(port));
    }

    /**
     * Lets whoever connects to a port of this machine talk to a Unix socket.
     *
     * @return the port
     */
    int connect(Path file) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(loopback(0));
        accept(listener, UnixDomainSocketAddress.of(file));
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private static SocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void removeStale(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new BindException("a process listens there already");
        } catch (BindException e) {
            throw e;
        } catch (IOException nobodyListens) {
            Files.delete(file);
        }
    }

    private void accept(ServerSocketChannel listener, SocketAddress target) throws IOException {
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT, target);
    }

    private void run() {
        try {
            while (!abandoned && (!closing || hasConnections())) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The kernel's Unix sockets stopped", e);
        } finally {
            closeAll();
        }
    }

    private boolean hasConnections() {
        return selector.keys().stream()
                .anyMatch(key -> key.isValid() && key.attachment() instanceof BridgedConnection);
    }

    private void serve(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof BridgedConnection connection) {
            connection.carry();
        } else if (key.isValid() && key.isAcceptable()) {
            open((ServerSocketChannel) key.channel(), (SocketAddress) key.attachment());
        }
    }

    private void open(ServerSocketChannel listener, SocketAddress target) {
        try {
            SocketChannel near = listener.accept();
            if (near != null) {
                BridgedConnection.open(selector, near, target);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection to " + target + " could not be made", e);
        }
    }

    private void closeAll() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A Unix socket could not be closed", e);
        }
    }

    /**
     * Closes all connections, when what this side had sent before it closed its own has been passed
     * on, and removes the sockets' files.
     */
    @Override
    public void close() {
        if (thread.getState() == Thread.State.NEW) {
            closeAll();
            return;
        }
        closing = true;
        selector.wakeup();
        try {
            thread.join(LINGER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
        selector.wakeup();
    }
}
