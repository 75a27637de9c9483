package dev.vitrine.kernel.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads what a process prints, so that it never blocks, and keeps the end of it for the message
 * that tells of its death.
 */
final class PrintedTail {

    private static final int KEPT_BYTES = 8192;

    private final Deque<Byte> kept = new ArrayDeque<>(KEPT_BYTES);
    private final Thread reader;

    PrintedTail(InputStream printed) {
        reader = new Thread(() -> read(printed), "vitrine-kernel-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** What the process printed last; call it when the process has ended. */
    String text() throws InterruptedException {
        // Its children may still hold the pipe open, so the end of the stream is not certain to
        // come.
        reader.join(500);
        synchronized (kept) {
            byte[] bytes = new byte[kept.size()];
            int i = 0;
            for (byte b : kept) {
                bytes[i++] = b;
            }
            return new String(bytes, Charset.defaultCharset());
        }
    }

    private void read(InputStream printed) {
        byte[] buffer = new byte[4096];
        try (printed) {
            int count;
            while ((count = printed.read(buffer)) >= 0) {
                keep(buffer, count);
            }
        } catch (IOException e) {
            byte[] note =
                    ("[output of the kernel could not be read: " + e.getMessage() + "]").getBytes();
            keep(note, note.length);
        }
    }

    private void keep(byte[] bytes, int count) {
        synchronized (kept) {
            for (int i = 0; i < count; i++) {
                if (kept.size() == KEPT_BYTES) {
                    kept.removeFirst();
                }
                kept.addLast(bytes[i]);
            }
        }
    }
}
