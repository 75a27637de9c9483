package dev.vitrine.api.comm;

import java.util.Map;

/** A channel between this kernel and its front ends. Methods may be called from any thread. */
public interface Comm {

    /** What both sides know the comm by; a UUID unless the other side chose differently. */
    String id();

    /** The name of the target that the comm was opened to. */
    String targetName();

    /** Whether neither side has closed it. */
    boolean isOpen();

    /**
     * Sends to every front end, after what the calling thread has printed before.
     *
     * @throws IllegalStateException if the comm is closed
     * @throws IllegalArgumentException if the message is not expressible in JSON
     */
    void send(CommMessage message);

    /** Sends data without metadata or buffers; see {@link #send(CommMessage)}. */
    default void send(Map<String, ?> data) {
        send(CommMessage.of(data));
    }

    /**
     * Sets what takes the messages of the other side, in the place of the earlier handler. Messages
     * that come while there is none are dropped.
     */
    void onMessage(CommHandler handler);

    /** Sets what runs when the other side closes, in the place of the earlier handler. */
    void onClose(CommHandler handler);

    /** Closes the comm and tells the other side; does nothing if it is closed. */
    default void close() {
        close(CommMessage.EMPTY);
    }

    /** As {@link #close()}, with a last message. */
    void close(CommMessage message);
}
