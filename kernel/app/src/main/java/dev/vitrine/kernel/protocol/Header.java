package dev.vitrine.kernel.protocol;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who sent a message and what it is. Kept as the JSON it came as, since it goes back unchanged as
 * the parent header of every answer, fields that this version does not know included.
 */
public record Header(ObjectNode json) {

    /** The version of the messaging protocol that this kernel speaks. */
    public static final String PROTOCOL_VERSION = "5.5";

    /** The parent header of a message that answers none. */
    public static final Header NONE = new Header(JsonNodeFactory.instance.objectNode());

    /** A header for a new message. */
    static Header create(MessageType type, String id, String session, String username) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("msg_id", id);
        json.put("session", session);
        json.put("username", username);
        json.put("date", WireTime.text(Instant.now()));
        json.put("msg_type", type.wireName());
        json.put("version", PROTOCOL_VERSION);
        return new Header(json);
    }

    public String messageId() {
        return text("msg_id");
    }

    public String messageType() {
        return text("msg_type");
    }

    public String session() {
        return text("session");
    }

    /** The subshell that a request is for (JEP 91); empty for the kernel's first one. */
    public Optional<String> subshellId() {
        return Optional.of(text("subshell_id")).filter(id -> !id.isEmpty());
    }

    private String text(String field) {
        JsonNode value = json.get(field);
        return value != null && value.isString() ? value.stringValue() : "";
    }
}
