package dev.vitrine.kernel.wire;

import java.nio.file.Path;

/**
 * A connection file that cannot be used. The message is one line that names the file and what is
 * wrong with it.
 */
public final class ConnectionFileException extends Exception {

    private static final long serialVersionUID = 1L;

    ConnectionFileException(Path file, String problem) {
        super("Connection file " + file + ": " + problem);
    }

    ConnectionFileException(Path file, String problem, Throwable cause) {
        super("Connection file " + file + ": " + problem, cause);
    }
}
