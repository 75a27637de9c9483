package dev.vitrine.learn.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The safetensors format: the length of a header, the header in JSON, then the arrays without gaps.
 *
 * <p>The format itself has no checksum, so a damaged value would go unnoticed. Files written here
 * carry one of the whole file as a metadata text, {@code vitrine.crc32c}, whose eight digits count
 * as zeros; other readers take no notice of it.
 */
final class SafeTensors {

    static final String METADATA = "__metadata__";
    static final String CHECKSUM = "vitrine.crc32c";

    private static final String NO_SUM = "00000000";

    /** Headers above this are refused, as the reference implementation does. */
    private static final long MAX_HEADER = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    private SafeTensors() {}

    static Checkpoint open(Path file) throws IOException {
        FileBytes bytes = FileBytes.of(file);
        if (bytes.length() < LENGTH_BYTES) {
            throw new CheckpointException(
                    file,
                    null,
                    "has only %d bytes, no safetensors header".formatted(bytes.length()));
        }
        long headerLength =
                ByteBuffer.wrap(bytes.get(0, LENGTH_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        if (headerLength < 2
                || headerLength > MAX_HEADER
                || headerLength > bytes.length() - LENGTH_BYTES) {
            throw new CheckpointException(
                    file,
                    null,
                    "claims a header of %s bytes in a file of %,d bytes (at most %,d are allowed)"
                            .formatted(
                                    Long.toUnsignedString(headerLength),
                                    bytes.length(),
                                    MAX_HEADER));
        }
        byte[] header = bytes.get(LENGTH_BYTES, (int) headerLength);
        SafeTensorsHeader parsed = SafeTensorsHeader.read(file, header);
        String sum = parsed.metadata().remove(CHECKSUM);
        if (sum != null) {
            verify(file, bytes, header, sum);
        }
        return new Checkpoint(
                file,
                entries(file, bytes, LENGTH_BYTES + headerLength, parsed.arrays()),
                parsed.metadata(),
                null);
    }

    /** Arrays must follow one another without gaps, from the header to the end of the file. */
    private static Map<String, Entry> entries(
            Path file, FileBytes bytes, long data, List<SafeTensorsHeader.Array> arrays) {
        List<SafeTensorsHeader.Array> ordered = new ArrayList<>(arrays);
        ordered.sort(
                Comparator.comparingLong(SafeTensorsHeader.Array::begin)
                        .thenComparingLong(SafeTensorsHeader.Array::end));
        long size = bytes.length() - data;
        long end = 0;
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (SafeTensorsHeader.Array array : ordered) {
            if (array.begin() != end) {
                throw new CheckpointException(
                        file,
                        array.name(),
                        "begins at byte %,d of the data, but the array before it ends at %,d"
                                .formatted(array.begin(), end));
            }
            if (array.end() > size) {
                throw new CheckpointException(
                        file,
                        array.name(),
                        "ends at byte %,d of the data, but there are only %,d: the file is truncated"
                                .formatted(array.end(), size));
            }
            if (array.end() - array.begin() != array.info().bytes()) {
                throw new CheckpointException(
                        file,
                        array.name(),
                        "%s takes %,d bytes, but the header gives it bytes %,d to %,d"
                                .formatted(
                                        array.info(),
                                        array.info().bytes(),
                                        array.begin(),
                                        array.end()));
            }
            end = array.end();
            entries.put(
                    array.name(),
                    Entry.littleEndian(
                            array.info(),
                            () -> bytes.stream(data + array.begin(), array.info().bytes())));
        }
        if (end != size) {
            throw new CheckpointException(
                    file,
                    null,
                    "has %,d bytes of data, but its arrays end at %,d".formatted(size, end));
        }
        return entries;
    }

    private static void verify(Path file, FileBytes bytes, byte[] header, String sum) {
        int at = sumPosition(header, sum);
        if (at < 0) {
            throw new CheckpointException(
                    file, CHECKSUM, "is \"%s\", not eight hexadecimal digits".formatted(sum));
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.get(0, LENGTH_BYTES));
        crc.update(header, 0, at);
        crc.update(NO_SUM.getBytes(StandardCharsets.US_ASCII));
        crc.update(header, at + NO_SUM.length(), header.length - at - NO_SUM.length());
        byte[] chunk = new byte[1 << 16];
        for (long position = LENGTH_BYTES + header.length; position < bytes.length(); ) {
            int n = (int) Math.min(chunk.length, bytes.length() - position);
            bytes.get(position, chunk, 0, n);
            crc.update(chunk, 0, n);
            position += n;
        }
        String found = text(crc);
        if (!found.equals(sum)) {
            throw new CheckpointException(
                    file,
                    null,
                    "is damaged: its checksum is %s, not %s as when it was written"
                            .formatted(found, sum));
        }
    }

    /** Where the digits of the checksum stand in the header, or -1. */
    private static int sumPosition(byte[] header, String sum) {
        if (sum.length() != NO_SUM.length()) {
            return -1;
        }
        String key = "\"" + CHECKSUM + "\":\"";
        int found = new String(header, StandardCharsets.ISO_8859_1).indexOf(key + sum + "\"");
        return found < 0 ? -1 : found + key.length();
    }

    private static String text(CRC32C crc) {
        return "%08x".formatted(crc.getValue());
    }

    static void write(Path file, Map<String, ArraySource> arrays, Map<String, String> metadata) {
        // The widest elements first keep every array aligned; the header's length does the rest.
        Map<String, ArraySource> ordered = new LinkedHashMap<>();
        arrays.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().info().type().bytes()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(CHECKSUM, NO_SUM);
        texts.putAll(metadata);
        byte[] header = SafeTensorsHeader.write(ordered, texts);
        ByteBuffer start =
                ByteBuffer.allocate(LENGTH_BYTES + header.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header);
        AtomicFile.write(
                file,
                open -> {
                    CRC32C crc = new CRC32C();
                    append(open, crc, start.flip());
                    for (ArraySource array : ordered.values()) {
                        array.writeTo(bytes -> append(open, crc, bytes));
                    }
                    open.seek(LENGTH_BYTES + sumPosition(header, NO_SUM));
                    open.write(text(crc).getBytes(StandardCharsets.US_ASCII));
                });
    }

    private static void append(RandomAccessFile open, CRC32C crc, ByteBuffer bytes)
            throws IOException {
        crc.update(bytes.array(), 0, bytes.limit());
        open.write(bytes.array(), 0, bytes.limit());
    }
}
