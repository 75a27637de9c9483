package dev.vitrine.kernel.wire;

import dev.vitrine.kernel.log.KernelLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.zeromq.ZMQ;

/**
 * A ZeroMQ socket and the one thread that touches it.
 *
 * <p>The thread sleeps in a selector on the socket's event channel. A sender queues its frames and
 * wakes the selector, which, unlike writing to a pipe, is safe from a thread that is being
 * interrupted. The channel is edge-triggered: it only tells that something may have changed, so the
 * thread sends and reads until neither makes progress before it sleeps again (ZeroMQ manual, {@code
 * ZMQ_FD}).
 */
public final class SocketThread implements AutoCloseable {

    /** Takes what arrives, on the socket's thread: it must return soon. */
    @FunctionalInterface
    public interface Receiver {
        void receive(List<byte[]> frames);
    }

    private static final Logger LOG = KernelLog.of(SocketThread.class);

    private final ZMQ.Socket socket;
    private final Receiver receiver;
    private final Selector selector;
    private final BlockingQueue<List<byte[]>> outgoing;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Takes over a socket that is bound or connected.
     *
     * @param capacity how many messages may wait to be sent before senders have to wait too
     */
    public SocketThread(String name, ZMQ.Socket socket, int capacity, Receiver receiver) {
        this.socket = socket;
        this.receiver = receiver;
        this.outgoing = new LinkedBlockingQueue<>(capacity);
        try {
            this.selector = Selector.open();
            socket.getFD().register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            throw new UncheckedIOException("No selector for the " + name + " socket", e);
        }
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Queues frames for sending. Waits while the queue is full, even if interrupted, since a lost
     * reply would leave the other side waiting; a peer that does not read cannot block the socket
     * for ever (see {@link Sockets}). Does nothing once closed.
     */
    public void send(List<byte[]> frames) {
        queue(frames);
        flush();
    }

    /**
     * As {@link #send}, but the frames may stay here until the next ones are sent, or until {@link
     * #flush}: waking a thread takes longer than sending a message.
     */
    public void queue(List<byte[]> frames) {
        boolean interrupted = false;
        try {
            boolean queued = closing || outgoing.offer(frames);
            if (!queued) {
                flush();
            }
            while (!queued && !closing) {
                try {
                    outgoing.put(frames);
                    queued = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Has the socket's thread send what is queued. */
    public void flush() {
        selector.wakeup();
    }

    /**
     * Lets the subscriber whose request was just received have what is published under a topic, and
     * sends it a first message before anything else. Only on this socket's thread, in the receiver.
     *
     * @param request as received: a byte and the topic. JeroMQ 0.6.0 drops the first byte of what a
     *     manual XPUB socket subscribes to, so it wants the request and not the topic
     */
    public void subscribe(byte[] request, List<byte[]> firstMessage) {
        socket.subscribe(request);
        sendFrames(firstMessage);
    }

    /** The opposite of {@link #subscribe}. */
    public void unsubscribe(byte[] request) {
        socket.unsubscribe(request);
    }

    /** Sends what is queued and closes the socket; returns when the socket is closed. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        boolean interrupted = false;
        if (thread.getState() == Thread.State.NEW) {
            socket.close();
        }
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (true) {
                boolean last = closing;
                transfer();
                if (last) {
                    return;
                }
                selector.select();
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The " + thread.getName() + " socket stopped", e);
        } finally {
            closing = true;
            outgoing.clear();
            socket.close();
        }
    }

    private void transfer() {
        try {
            while (sendQueued() | receiveWaiting()) {
                // Each may have made room or work for the other.
            }
        } catch (OutOfMemoryError e) {
            // A cell takes all there is. It fails before long, and then this goes on.
            LOG.log(Level.ERROR, "No memory for a message of the {0} socket", thread.getName());
            selector.wakeup();
        }
    }

    private boolean sendQueued() {
        boolean progress = false;
        List<byte[]> frames;
        while ((frames = outgoing.poll()) != null) {
            sendFrames(frames);
            progress = true;
        }
        return progress;
    }

    private void sendFrames(List<byte[]> frames) {
        int last = frames.size() - 1;
        for (int i = 0; i <= last; i++) {
            int more = i < last ? ZMQ.SNDMORE : 0;
            if (!socket.send(frames.get(i), more)) {
                // Only the first frame of a message can be refused, after the socket's send
                // timeout.
                LOG.log(
                        Level.WARNING,
                        "A reader of the {0} socket has stalled: output is lost",
                        thread.getName());
                socket.setXpubNoDrop(false);
                return;
            }
        }
    }

    private boolean receiveWaiting() {
        boolean progress = false;
        byte[] first;
        while ((first = socket.recv(ZMQ.DONTWAIT)) != null) {
            List<byte[]> frames = new ArrayList<>();
            frames.add(first);
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            progress = true;
            deliver(frames);
            // Replies to what was just read should not wait for the rest of a burst.
            sendQueued();
        }
        return progress;
    }

    private void deliver(List<byte[]> frames) {
        try {
            receiver.receive(frames);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(
                    Level.ERROR,
                    "A message on the " + thread.getName() + " socket could not be handled",
                    e);
        }
    }
}
