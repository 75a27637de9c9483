package dev.vitrine.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder that commands run in and that the names of files in magics start from. A process of
 * Java cannot change its own, so relative paths in Java code start from where the kernel was
 * started.
 */
final class WorkingDirectory {

    private final Path start = Path.of("").toAbsolutePath();
    private Path current = start;
    private Path previous = start;

    /** Where the kernel was started. */
    Path start() {
        return start;
    }

    synchronized Path current() {
        return current;
    }

    /**
     * The current folder.
     *
     * @throws MagicFailure if it is not there any more
     */
    Path existing() throws MagicFailure {
        Path folder = current();
        if (!Files.isDirectory(folder)) {
            throw new MagicFailure(
                    "the working directory " + folder + " is not there any more; %cd to another");
        }
        return folder;
    }

    /**
     * A path as it is written in a magic; {@code ~} is the home folder.
     *
     * @throws MagicFailure if no file can have this name
     */
    Path resolve(String written) throws MagicFailure {
        try {
            return current().resolve(withHome(written)).normalize();
        } catch (InvalidPathException e) {
            throw new MagicFailure(
                    "\"" + written + "\" cannot be the name of a file: " + e.getReason(), e);
        }
    }

    /**
     * Goes to another folder.
     *
     * @param written a path, or {@code -} for the one before
     */
    synchronized Path change(String written) throws MagicFailure {
        Path next = written.equals("-") ? previous : resolve(written);
        if (!Files.isDirectory(next)) {
            throw new MagicFailure(
                    (Files.exists(next) ? "not a folder: " : "no such folder: ") + next);
        }
        try {
            next = next.toRealPath();
        } catch (IOException e) {
            throw new MagicFailure("cannot go to " + next + ": " + e.getMessage(), e);
        }
        previous = current;
        current = next;
        return next;
    }

    static String withHome(String written) {
        return written.equals("~") || written.startsWith("~/") || written.startsWith("~\\")
                ? System.getProperty("user.home") + written.substring(1)
                : written;
    }
}
