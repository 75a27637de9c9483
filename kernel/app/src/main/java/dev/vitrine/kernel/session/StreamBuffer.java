package dev.vitrine.kernel.session;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Gathers what a cell prints into few messages, in the order it was printed, standard error
 * included. Text leaves when {@value #CAPACITY} bytes are waiting, {@value #DELAY_MILLIS} ms after
 * it was printed, or when something else is about to be sent.
 */
final class StreamBuffer {

    private static final int CAPACITY = 16 * 1024;
    private static final int DELAY_MILLIS = 50;

    private final BiConsumer<String, String> sink;
    private final ScheduledExecutorService timer;
    private byte[] bytes;
    private int count;
    private String name = "";
    private boolean scheduled;

    /**
     * @param sink takes a stream's name and text; may block, and then those who print wait
     */
    StreamBuffer(BiConsumer<String, String> sink, ScheduledExecutorService timer) {
        this.sink = sink;
        this.timer = timer;
    }

    synchronized void write(String stream, byte[] source, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (count > 0 && !stream.equals(name)) {
            send(count);
        }
        name = stream;
        if (bytes == null) {
            bytes = new byte[CAPACITY];
        }
        int position = offset;
        int left = length;
        while (left > 0) {
            int copied = Math.min(left, CAPACITY - count);
            System.arraycopy(source, position, bytes, count, copied);
            count += copied;
            position += copied;
            left -= copied;
            if (count == CAPACITY) {
                send(Utf8.completeLength(bytes, count));
            }
        }
        if (count > 0 && !scheduled) {
            scheduled = true;
            timer.schedule(this::flushOnTime, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Sends what is waiting, but keeps the beginning of an unfinished character. */
    synchronized void flush() {
        send(Utf8.completeLength(bytes, count));
    }

    /** Sends everything: the cell has ended. */
    synchronized void flushAll() {
        send(count);
        if (count == 0) {
            bytes = null;
        }
    }

    private synchronized void flushOnTime() {
        scheduled = false;
        flush();
    }

    private void send(int length) {
        if (length == 0) {
            return;
        }
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        count -= length;
        System.arraycopy(bytes, length, bytes, 0, count);
        sink.accept(name, text);
    }
}
