package dev.vitrine.kernel.wire;

import java.util.List;

/**
 * A message as it travels: JSON not yet read, signature checked or not yet made.
 *
 * @param identities routing prefix of ROUTER sockets, or the topic on iopub
 * @param header JSON object, as are parentHeader, metadata and content
 * @param buffers binary attachments, as comms use them
 */
public record Packet(
        List<byte[]> identities,
        byte[] header,
        byte[] parentHeader,
        byte[] metadata,
        byte[] content,
        List<byte[]> buffers) {

    public Packet {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }
}
