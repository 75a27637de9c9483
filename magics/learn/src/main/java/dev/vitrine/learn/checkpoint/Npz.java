package dev.vitrine.learn.checkpoint;

import dev.vitrine.tensor.MemoryPool;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's npz format: a zip archive of npy files. An entry {@code params/head/kernel.npy} is the
 * array {@code params/head/kernel}.
 */
final class Npz {

    /** What one byte of an archive may unpack to beyond {@link #HARMLESS}. */
    private static final long MAX_RATIO = 100;

    /** The most that one byte of deflated data can stand for. */
    private static final long DEFLATE_LIMIT = 1032;

    /** Archives that unpack to less than this cannot hurt. */
    private static final long HARMLESS = 1L << 30;

    private Npz() {}

    static Checkpoint open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new CheckpointException(file, null, "its zip directory is damaged: " + e, e);
        }
        try {
            return new Checkpoint(file, entries(file, zip), Map.of(), zip);
        } catch (RuntimeException | IOException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, Entry> entries(Path file, ZipFile zip) throws IOException {
        List<? extends ZipEntry> listed;
        try {
            listed = Collections.list(zip.entries());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, null, "its zip directory is damaged: " + e, e);
        }
        requireHarmless(file, listed);
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (ZipEntry zipped : listed) {
            String name = arrayName(file, zipped.getName());
            if (entries.put(name, entry(file, name, zip, zipped)) != null) {
                throw new CheckpointException(file, name, "is there twice");
            }
        }
        return entries;
    }

    /**
     * Entries are read one at a time and only when asked for, and never beyond the size that they
     * claim; what is left to a bomb are false claims, entries that share their bytes, and extreme
     * compression.
     */
    private static void requireHarmless(Path file, List<? extends ZipEntry> entries) {
        long length = file.toFile().length();
        long packed = 0;
        long unpacked = 0;
        for (ZipEntry entry : entries) {
            packed = saturatedSum(packed, entry.getCompressedSize());
            unpacked = saturatedSum(unpacked, entry.getSize());
            if (entry.getMethod() == ZipEntry.STORED
                    && entry.getCompressedSize() != entry.getSize()) {
                throw new CheckpointException(
                        file, entry.getName(), "is stored as it is, but in another size");
            }
            if (entry.getSize() / DEFLATE_LIMIT > entry.getCompressedSize()) {
                throw new CheckpointException(
                        file,
                        entry.getName(),
                        "claims that %,d bytes unpack to %,d, which is impossible"
                                .formatted(entry.getCompressedSize(), entry.getSize()));
            }
        }
        if (packed > length) {
            throw new CheckpointException(
                    file,
                    null,
                    "claims %,d bytes of packed arrays, but has only %,d: entries overlap or the"
                                    .formatted(packed, length)
                            + " directory is damaged");
        }
        if (unpacked > HARMLESS && unpacked / MAX_RATIO > length) {
            throw new CheckpointException(
                    file,
                    null,
                    "would unpack from %s to %s, as zip bombs do; if it is none, save it"
                                    .formatted(MemoryPool.text(length), MemoryPool.text(unpacked))
                            + " uncompressed (numpy.savez)");
        }
    }

    private static long saturatedSum(long a, long b) {
        return b < 0 || a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private static String arrayName(Path file, String entry) {
        if (!entry.endsWith(Npy.ENDING) || entry.length() == Npy.ENDING.length()) {
            throw new CheckpointException(
                    file,
                    entry,
                    "is no npy array; an npz archive holds nothing else (a PyTorch file must be"
                            + " saved as safetensors first)");
        }
        String name = entry.substring(0, entry.length() - Npy.ENDING.length());
        boolean climbs = Arrays.asList(name.split("[/\\\\]", -1)).contains("..");
        if (climbs || name.startsWith("/") || name.chars().anyMatch(Character::isISOControl)) {
            throw new CheckpointException(
                    file,
                    entry,
                    "is no name within a tree: it is absolute, climbs or has control"
                            + " characters");
        }
        return name;
    }

    private static Entry entry(Path file, String name, ZipFile zip, ZipEntry zipped)
            throws IOException {
        NpyHeader header;
        try (InputStream in = open(file, name, zip, zipped)) {
            header = NpyHeader.read(file, name, in);
        } catch (IOException e) {
            throw new CheckpointException(file, name, "cannot be unpacked: " + e, e);
        }
        long size = zipped.getSize() - header.length();
        if (size != header.info().bytes()) {
            throw new CheckpointException(
                    file,
                    name,
                    "%s takes %,d bytes, but the entry has %,d"
                            .formatted(header.info(), header.info().bytes(), size));
        }
        return new Entry(
                header.info(),
                header.order(),
                header.fortran(),
                () -> {
                    InputStream in = open(file, name, zip, zipped);
                    in.skipNBytes(header.length());
                    return in;
                });
    }

    private static InputStream open(Path file, String name, ZipFile zip, ZipEntry zipped)
            throws IOException {
        return new CrcStream(file, name, zip.getInputStream(zipped), zipped.getCrc());
    }

    static void write(Path file, Map<String, ArraySource> arrays) {
        AtomicFile.write(
                file,
                open -> {
                    ZipOutputStream zip = new ZipOutputStream(new FileOutputStream(open.getFD()));
                    for (Map.Entry<String, ArraySource> array : arrays.entrySet()) {
                        zip.putNextEntry(zipEntry(array.getKey(), array.getValue()));
                        Npy.write(array.getValue(), zip);
                        zip.closeEntry();
                    }
                    zip.finish();
                });
    }

    /** An uncompressed entry, whose size and checksum must be known before its bytes. */
    private static ZipEntry zipEntry(String name, ArraySource array) throws IOException {
        CRC32 crc = new CRC32();
        Npy.write(array, new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
        long size = NpyHeader.write(array.info()).length + array.info().bytes();
        ZipEntry entry = new ZipEntry(name + Npy.ENDING);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc.getValue());
        // NumPy's date, which makes equal contents equal files.
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }
}
