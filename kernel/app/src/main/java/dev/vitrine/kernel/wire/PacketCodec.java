package dev.vitrine.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packets to ZeroMQ frames and back: identities, delimiter, signature, four JSON frames, buffers.
 * Safe for use by several threads.
 */
public final class PacketCodec {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int JSON_FRAMES = 4;

    private final Signer signer;
    private final ReplayGuard replays = new ReplayGuard();

    /**
     * @param key the connection file's key; empty for unsigned messages
     */
    public PacketCodec(String key) {
        this.signer = new Signer(key);
    }

    public List<byte[]> encode(Packet packet) {
        List<byte[]> json =
                List.of(
                        packet.header(),
                        packet.parentHeader(),
                        packet.metadata(),
                        packet.content());
        List<byte[]> frames = new ArrayList<>(packet.identities());
        frames.add(DELIMITER);
        frames.add(signer.sign(json));
        frames.addAll(json);
        frames.addAll(packet.buffers());
        return frames;
    }

    /**
     * Takes frames apart and checks their signature.
     *
     * @throws InvalidPacketException if frames are missing, the signature is wrong, or a signed
     *     message came before
     */
    public Packet decode(List<byte[]> frames) throws InvalidPacketException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        if (delimiter == frames.size()) {
            throw new InvalidPacketException(
                    "no <IDS|MSG> delimiter in " + frames.size() + " frames");
        }
        int first = delimiter + 2;
        if (frames.size() < first + JSON_FRAMES) {
            throw new InvalidPacketException(
                    "expected at least 5 frames after the delimiter, found "
                            + (frames.size() - delimiter - 1));
        }
        byte[] signature = frames.get(delimiter + 1);
        List<byte[]> json = frames.subList(first, first + JSON_FRAMES);
        if (signer.isEnabled()) {
            if (!MessageDigest.isEqual(signer.sign(json), signature)) {
                throw new InvalidPacketException("wrong signature");
            }
            if (!replays.isNew(signature)) {
                throw new InvalidPacketException("the same signed message came before");
            }
        }
        return new Packet(
                frames.subList(0, delimiter),
                json.get(0),
                json.get(1),
                json.get(2),
                json.get(3),
                frames.subList(first + JSON_FRAMES, frames.size()));
    }
}
