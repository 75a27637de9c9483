package dev.vitrine.kernel.wire;

import org.zeromq.ZMQ;

/**
 * The keys by which a connection is encrypted (CurveZMQ, ZeroMQ RFC 26), in the 40 characters of
 * Z85 each. Both sides of a kernel's connection have the same pair.
 */
public record CurveKeys(String publicKey, String secretKey) {

    private static final int KEY_BYTES = 32;

    /**
     * @throws IllegalArgumentException if a key is not one; the message does not show it
     */
    public CurveKeys {
        decode(publicKey);
        decode(secretKey);
    }

    /** Makes a socket accept only peers that know the public key. */
    void protectServer(ZMQ.Socket socket) {
        socket.setCurveServer(true);
        socket.setCurvePublicKey(decode(publicKey));
        socket.setCurveSecretKey(decode(secretKey));
    }

    /** Makes a socket talk to such a one. */
    void protectClient(ZMQ.Socket socket) {
        socket.setCurveServerKey(decode(publicKey));
        socket.setCurvePublicKey(decode(publicKey));
        socket.setCurveSecretKey(decode(secretKey));
    }

    private static byte[] decode(String key) {
        byte[] bytes = key.length() == 40 ? ZMQ.Curve.z85Decode(key) : null;
        if (bytes == null || bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("expected 40 characters of Z85");
        }
        return bytes;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CurveKeys[" + publicKey + "]";
    }
}
