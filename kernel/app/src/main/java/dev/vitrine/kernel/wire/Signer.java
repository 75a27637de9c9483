package dev.vitrine.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages by HMAC-SHA256 over their raw JSON frames. */
final class Signer {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] UNSIGNED = {};

    private final SecretKeySpec key;

    Signer(String key) {
        this.key =
                key.isEmpty()
                        ? null
                        : new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    boolean isEnabled() {
        return key != null;
    }

    /** The signature in lower-case hexadecimal; empty if there is no key. */
    byte[] sign(List<byte[]> frames) {
        if (key == null) {
            return UNSIGNED;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            frames.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
