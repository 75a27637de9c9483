package dev.vitrine.kernel.protocol;

import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.json.JsonException;
import dev.vitrine.kernel.wire.Packet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the messages of one process: every header carries its session, which names the process, not
 * its peer.
 */
public final class MessageWriter {

    private final String session = UUID.randomUUID().toString();
    private final String username;
    private final AtomicLong count = new AtomicLong();

    public MessageWriter(String username) {
        this.username = username;
    }

    public String session() {
        return session;
    }

    /** A header for a message of its own, for senders that must know its id before it leaves. */
    public Header header(MessageType type) {
        return Header.create(type, session + "_" + count.incrementAndGet(), session, username);
    }

    /** A message with a new header, that type's content and no metadata. */
    public Packet write(List<byte[]> identities, Header parent, Object content) {
        return write(identities, header(MessageType.of(content)), parent, Map.of(), content);
    }

    /**
     * A message.
     *
     * @param identities routing prefix, or a topic on iopub
     * @param content a record of {@link MessageType}
     */
    public Packet write(
            List<byte[]> identities,
            Header header,
            Header parent,
            Map<String, ?> metadata,
            Object content) {
        return write(identities, header, parent, metadata, content, List.of());
    }

    /**
     * As {@link #write(List, Header, Header, Map, Object)}, with binary attachments.
     *
     * @throws JsonException if metadata or content are not expressible in JSON
     */
    public Packet write(
            List<byte[]> identities,
            Header header,
            Header parent,
            Map<String, ?> metadata,
            Object content,
            List<byte[]> buffers) {
        return new Packet(
                identities,
                Json.write(header.json()),
                Json.write(parent.json()),
                Json.write(metadata),
                Json.write(content),
                buffers);
    }
}
