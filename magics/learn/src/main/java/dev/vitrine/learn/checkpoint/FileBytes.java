package dev.vitrine.learn.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The bytes of a file, mapped into memory; a small file is read whole, which costs less. A mapping
 * outlives the file's name, so a checkpoint that is replaced while it is read stays readable.
 */
final class FileBytes {

    private static final int WINDOW_BITS = 30;
    private static final int READ_WHOLE = 1 << 16;

    private final ByteBuffer[] windows;
    private final int windowBits;
    private final long length;

    private FileBytes(ByteBuffer[] windows, int windowBits, long length) {
        this.windows = windows;
        this.windowBits = windowBits;
        this.length = length;
    }

    static FileBytes of(Path file) throws IOException {
        return of(file, WINDOW_BITS);
    }

    /** Mapped in windows of 2^windowBits bytes. */
    static FileBytes of(Path file, int windowBits) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            if (length <= READ_WHOLE) {
                ByteBuffer all = ByteBuffer.allocate((int) length);
                while (all.hasRemaining() && channel.read(all) >= 0) {
                    // read on
                }
                return new FileBytes(new ByteBuffer[] {all.flip()}, WINDOW_BITS, all.limit());
            }
            long window = 1L << windowBits;
            ByteBuffer[] windows = new ByteBuffer[(int) ((length + window - 1) >>> windowBits)];
            for (int i = 0; i < windows.length; i++) {
                long start = i * window;
                windows[i] =
                        channel.map(
                                FileChannel.MapMode.READ_ONLY,
                                start,
                                Math.min(window, length - start));
            }
            return new FileBytes(windows, windowBits, length);
        }
    }

    long length() {
        return length;
    }

    void get(long position, byte[] to, int at, int count) {
        while (count > 0) {
            int inside = (int) (position & (1L << windowBits) - 1);
            int n = Math.min(count, (1 << windowBits) - inside);
            windows[(int) (position >>> windowBits)].get(inside, to, at, n);
            position += n;
            at += n;
            count -= n;
        }
    }

    byte[] get(long position, int count) {
        byte[] bytes = new byte[count];
        get(position, bytes, 0, count);
        return bytes;
    }

    /** All of it, in order. */
    ByteBuffer[] buffers() {
        return Arrays.stream(windows).map(ByteBuffer::asReadOnlyBuffer).toArray(ByteBuffer[]::new);
    }

    InputStream stream(long from, long count) {
        return new InputStream() {
            private long position = from;
            private final long end = from + count;

            @Override
            public int read() {
                return position == end ? -1 : get(position++, 1)[0] & 0xFF;
            }

            @Override
            public int read(byte[] to, int at, int wanted) {
                if (wanted == 0) {
                    return 0;
                }
                int n = (int) Math.min(wanted, end - position);
                if (n == 0) {
                    return -1;
                }
                get(position, to, at, n);
                position += n;
                return n;
            }
        };
    }
}
