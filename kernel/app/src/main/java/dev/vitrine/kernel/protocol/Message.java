package dev.vitrine.kernel.protocol;

import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.json.JsonException;
import dev.vitrine.kernel.wire.InvalidPacketException;
import dev.vitrine.kernel.wire.Packet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as received: headers read, content not yet.
 *
 * @param identities routing prefix, to be put before an answer
 * @param parent header of the message that this one answers; {@link Header#NONE} if none
 */
public record Message(
        List<byte[]> identities,
        Header header,
        Header parent,
        ObjectNode metadata,
        JsonNode content,
        List<byte[]> buffers) {

    /**
     * Reads a packet's JSON.
     *
     * @throws InvalidPacketException if it is not JSON, or its header names no message id and type
     */
    public static Message read(Packet packet) throws InvalidPacketException {
        Header header = new Header(object("header", packet.header()));
        if (header.messageId().isEmpty() || header.messageType().isEmpty()) {
            throw new InvalidPacketException("the header lacks msg_id or msg_type");
        }
        return new Message(
                packet.identities(),
                header,
                new Header(object("parent_header", packet.parentHeader())),
                object("metadata", packet.metadata()),
                object("content", packet.content()),
                packet.buffers());
    }

    /** The message's type, unless it is one that this version does not know. */
    public Optional<MessageType> type() {
        return MessageType.named(header.messageType());
    }

    /**
     * The content as a record. Fields that the record lacks are ignored.
     *
     * @throws JsonException if a field has another type than it should
     */
    public <T extends Record> T content(Class<T> type) {
        return Json.toRecord(content, type);
    }

    private static ObjectNode object(String part, byte[] json) throws InvalidPacketException {
        try {
            if (Json.read(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonException e) {
            throw new InvalidPacketException(part + " is not JSON: " + e.getMessage(), e);
        }
        throw new InvalidPacketException(part + " is not a JSON object");
    }
}
