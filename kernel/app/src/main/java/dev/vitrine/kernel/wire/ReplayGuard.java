package dev.vitrine.kernel.wire;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the latest signatures, so that a recorded message cannot be sent again. */
final class ReplayGuard {

    /** As many as jupyter_client's {@code Session.digest_history_size}. */
    private static final int REMEMBERED = 1 << 16;

    private final Map<ByteBuffer, Boolean> seen =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    synchronized boolean isNew(byte[] signature) {
        return seen.put(ByteBuffer.wrap(signature), Boolean.TRUE) == null;
    }
}
