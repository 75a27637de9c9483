package dev.vitrine.learn.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file so that its name always stands for a whole file: the new one is written beside the
 * old one, forced to disk, and then takes its place. Whatever stops that leaves the old one.
 */
final class AtomicFile {

    /**
     * Fills the new file. It is no channel, because an interrupt closes those, and an interrupt is
     * just when a checkpoint is wanted.
     */
    @FunctionalInterface
    interface Filler {
        void fill(RandomAccessFile file) throws IOException;
    }

    private AtomicFile() {}

    /**
     * @throws UncheckedIOException if the file cannot be written; names it
     */
    static void write(Path file, Filler filler) {
        Path unfinished = null;
        try {
            Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
            Files.createDirectories(target.getParent());
            unfinished =
                    Files.createTempFile(
                            target.getParent(), "." + target.getFileName(), ".unfinished");
            try (RandomAccessFile open = new RandomAccessFile(unfinished.toFile(), "rw")) {
                filler.fill(open);
                open.getFD().sync();
            }
            copyPermissions(target, unfinished);
            move(unfinished, target);
            unfinished = null;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s could not be written: %s".formatted(file, e.getMessage()), e);
        } finally {
            if (unfinished != null) {
                delete(unfinished);
            }
        }
    }

    /**
     * Temporary files are readable by their owner alone; the new file gets the old one's rights.
     */
    private static void copyPermissions(Path target, Path unfinished) throws IOException {
        if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(
                    unfinished,
                    Files.exists(target)
                            ? Files.getPosixFilePermissions(target)
                            : PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // What stopped the writing is on its way to the caller and matters more.
            unfinished.toFile().deleteOnExit();
        }
    }
}
