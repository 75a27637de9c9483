package dev.vitrine.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs messages by HMAC-SHA256 (RFC 2104) over their raw JSON frames. On the digest itself: the
 * JDK's {@code Mac} checks its providers' signatures when it is first used, which takes longer than
 * opening all sockets.
 */
final class Signer {

    private static final String DIGEST = "SHA-256";
    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final byte[] UNSIGNED = {};

    private final boolean enabled;
    private final byte[] innerPad;
    private final byte[] outerPad;

    Signer(String key) {
        enabled = !key.isEmpty();
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] block =
                Arrays.copyOf(
                        bytes.length > BLOCK_BYTES ? newDigest().digest(bytes) : bytes,
                        BLOCK_BYTES);
        innerPad = xor(block, INNER);
        outerPad = xor(block, OUTER);
    }

    boolean isEnabled() {
        return enabled;
    }

    /** The signature in lower-case hexadecimal; empty if there is no key. */
    byte[] sign(List<byte[]> frames) {
        if (!enabled) {
            return UNSIGNED;
        }
        MessageDigest digest = newDigest();
        digest.update(innerPad);
        frames.forEach(digest::update);
        byte[] inner = digest.digest();
        digest.update(outerPad);
        return HexFormat.of().formatHex(digest.digest(inner)).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] xor(byte[] block, byte mask) {
        byte[] pad = new byte[block.length];
        for (int i = 0; i < pad.length; i++) {
            pad[i] = (byte) (block[i] ^ mask);
        }
        return pad;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + DIGEST, e);
        }
    }
}
