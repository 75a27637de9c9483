package dev.vitrine.kernel.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Two sockets that get what the other one receives. Used by one thread. */
final class BridgedConnection {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final SelectionKey near;
    private final SelectionKey far;

    /** Filled, and flipped only for writing. */
    private final ByteBuffer toFar = ByteBuffer.allocate(BUFFER_BYTES);

    private final ByteBuffer toNear = ByteBuffer.allocate(BUFFER_BYTES);

    private boolean nearEnded;
    private boolean farEnded;

    private BridgedConnection(Selector selector, SocketChannel near, SocketChannel far)
            throws IOException {
        near.configureBlocking(false);
        far.configureBlocking(false);
        this.near = near.register(selector, SelectionKey.OP_READ, this);
        this.far = far.register(selector, SelectionKey.OP_READ, this);
    }

    /**
     * Connects a socket that was accepted.
     *
     * @throws IOException if nobody listens at the target; the socket is closed then
     */
    static void open(Selector selector, SocketChannel near, SocketAddress target)
            throws IOException {
        SocketChannel far = null;
        try {
            far = SocketChannel.open(target);
            sendAtOnce(near);
            sendAtOnce(far);
            new BridgedConnection(selector, near, far);
        } catch (IOException e) {
            near.close();
            if (far != null) {
                far.close();
            }
            throw e;
        }
    }

    private static void sendAtOnce(SocketChannel socket) throws IOException {
        if (socket.getRemoteAddress() instanceof InetSocketAddress) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /**
     * Carries what can be carried now. When one side has ended, the other still gets what that one
     * had sent, and is closed then.
     */
    void carry() {
        try {
            nearEnded |= carry(channel(near), toFar, channel(far), nearEnded);
            farEnded |= carry(channel(far), toNear, channel(near), farEnded);
            boolean done = nearEnded && toFar.position() == 0 || farEnded && toNear.position() == 0;
            if (!done) {
                await(near, !nearEnded && toFar.hasRemaining(), toNear.position() > 0);
                await(far, !farEnded && toNear.hasRemaining(), toFar.position() > 0);
                return;
            }
        } catch (IOException e) {
            // One side is gone, and so is what the other could say to it.
        }
        close(near);
        close(far);
    }

    /** Returns whether the source has ended. */
    private static boolean carry(
            SocketChannel from, ByteBuffer buffer, SocketChannel to, boolean ended)
            throws IOException {
        int count = ended ? -1 : from.read(buffer);
        buffer.flip();
        to.write(buffer);
        buffer.compact();
        return count < 0;
    }

    private static void await(SelectionKey key, boolean read, boolean write) {
        key.interestOps((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
    }

    private static SocketChannel channel(SelectionKey key) {
        return (SocketChannel) key.channel();
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
            key.cancel();
        }
    }
}
