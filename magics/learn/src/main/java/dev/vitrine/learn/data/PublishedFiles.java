package dev.vitrine.learn.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * The files of a published data set, from the class path or from a folder.
 *
 * <p>Every file is verified by the SHA-256 of its uncompressed content before it is used, so a
 * damaged or altered copy is found here and not as a puzzling accuracy.
 */
final class PublishedFiles {

    /**
     * One file.
     *
     * @param name as published, without {@code .gz}
     * @param sha256 of the uncompressed content, in hexadecimal
     */
    record File(String name, String sha256) {}

    /** Where the bytes of a file come from, and what to tell the reader when they are wrong. */
    private interface Source {
        Content open(File file);
    }

    /**
     * The uncompressed bytes, the name to show, and the advice that ends a complaint about them.
     */
    private record Content(byte[] bytes, String name, String advice) {}

    private final String dataSet;
    private final Source source;

    private PublishedFiles(String dataSet, Source source) {
        this.dataSet = dataSet;
        this.source = source;
    }

    /**
     * Files on the class path, each with {@code .gz} after its name.
     *
     * @param dataSet name for messages
     * @param resources the folder, with a slash at both ends
     * @param module the Maven artifact that brings them
     * @param alternative what a reader without that artifact can call
     */
    static PublishedFiles onClassPath(
            String dataSet, String resources, String module, String alternative) {
        return new PublishedFiles(
                dataSet,
                file -> fromClassPath(resources + file.name() + ".gz", module, alternative));
    }

    /** Files in a folder, plain or ending in {@code .gz}. */
    static PublishedFiles in(Path folder, String dataSet) {
        return new PublishedFiles(dataSet, file -> fromFolder(folder, dataSet, file));
    }

    /**
     * A file's uncompressed content.
     *
     * @param name to show
     */
    record Verified(byte[] bytes, String name) {}

    /**
     * Reads a file.
     *
     * @throws IllegalStateException if files of the class path are not there
     * @throws UncheckedIOException if a file of a folder is missing or cannot be read; names it
     * @throws CorruptDataException if its checksum differs; names the file, both checksums and what
     *     to do
     */
    Verified read(File file) {
        Content content = source.open(file);
        String found = sha256(content.bytes());
        if (!found.equals(file.sha256())) {
            throw new CorruptDataException(
                    """
                    %s is not the published %s file: checksum mismatch after unpacking (%,d bytes)
                      expected SHA-256 %s
                      found    SHA-256 %s
                    %s"""
                            .formatted(
                                    content.name(),
                                    dataSet,
                                    content.bytes().length,
                                    file.sha256(),
                                    found,
                                    content.advice()));
        }
        return new Verified(content.bytes(), content.name());
    }

    private static Content fromClassPath(String resource, String module, String alternative) {
        String advice =
                "Replace the jar %s, or use your own copies by %s.".formatted(module, alternative);
        try (InputStream in = PublishedFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "%s is not on the class path. Add the module dev.vitrine:%s, or use your own copies by %s."
                                .formatted(resource, module, alternative));
            }
            return new Content(unpacked(in.readAllBytes(), resource, advice), resource, advice);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not read " + resource + " from the class path", e);
        }
    }

    private static Content fromFolder(Path folder, String dataSet, File file) {
        Path packed = folder.resolve(file.name() + ".gz");
        Path plain = folder.resolve(file.name());
        String advice =
                "Download the file again; the published files of %s belong into %s."
                        .formatted(dataSet, folder);
        try {
            if (Files.exists(plain)) {
                return new Content(Files.readAllBytes(plain), plain.toString(), advice);
            }
            if (!Files.exists(packed)) {
                throw new NoSuchFileException(
                        plain.toString(),
                        null,
                        "neither it nor " + packed.getFileName() + " is in that folder");
            }
            return new Content(
                    unpacked(Files.readAllBytes(packed), packed.toString(), advice),
                    packed.toString(),
                    advice);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not read %s from %s: %s".formatted(dataSet, folder, e.getMessage()), e);
        }
    }

    /**
     * An error while unpacking means bad bytes, not a bad disk: the packed bytes are already in
     * memory.
     */
    private static byte[] unpacked(byte[] packed, String name, String advice) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CorruptDataException(
                    "%s is damaged: it cannot be unpacked by gzip (%s); %,d bytes, SHA-256 %s%n%s"
                            .formatted(name, e.getMessage(), packed.length, sha256(packed), advice),
                    e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
