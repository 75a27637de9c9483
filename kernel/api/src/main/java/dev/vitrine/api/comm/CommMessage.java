package dev.vitrine.api.comm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one message of a comm carries. Immutable, but for the bytes in it.
 *
 * <p>Data and metadata are JSON: maps with text for keys, lists, text, numbers, booleans and null.
 *
 * @param data what the two sides have agreed on
 * @param metadata rarely used; widgets tell the version of their protocol in it
 * @param buffers binary attachments, which travel as they are
 */
public record CommMessage(
        Map<String, Object> data, Map<String, Object> metadata, List<byte[]> buffers) {

    /** A message that carries nothing. */
    public static final CommMessage EMPTY = of(Map.of());

    public CommMessage {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        buffers = List.copyOf(buffers);
    }

    /** A message with data only. */
    public static CommMessage of(Map<String, ?> data) {
        return new CommMessage(new LinkedHashMap<>(data), Map.of(), List.of());
    }

    /** This message with other metadata. */
    public CommMessage withMetadata(Map<String, ?> other) {
        return new CommMessage(data, new LinkedHashMap<>(other), buffers);
    }

    /** This message with other buffers. */
    public CommMessage withBuffers(List<byte[]> other) {
        return new CommMessage(data, metadata, other);
    }
}
