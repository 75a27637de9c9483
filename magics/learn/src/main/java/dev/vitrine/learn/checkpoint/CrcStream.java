package dev.vitrine.learn.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Compares what was read with its checksum when the end is reached, which ZipFile does not do. */
final class CrcStream extends FilterInputStream {

    private final Path file;
    private final String entry;
    private final long expected;
    private final CRC32 crc = new CRC32();

    CrcStream(Path file, String entry, InputStream in, long expected) {
        super(in);
        this.file = file;
        this.entry = entry;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            crc.update(value);
        } else {
            verify();
        }
        return value;
    }

    @Override
    public int read(byte[] to, int at, int wanted) throws IOException {
        int n = in.read(to, at, wanted);
        if (n > 0) {
            crc.update(to, at, n);
        } else if (n < 0) {
            verify();
        }
        return n;
    }

    /** By reading, since what is skipped counts too. */
    @Override
    public long skip(long wanted) throws IOException {
        byte[] skipped = new byte[(int) Math.min(wanted, 4096)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() {
        if (crc.getValue() != expected) {
            throw new CheckpointException(
                    file,
                    entry,
                    "is damaged: its checksum is %08x, not %08x as when it was written"
                            .formatted(crc.getValue(), expected));
        }
    }
}
