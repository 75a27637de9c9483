package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.notebook.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The JVM options that {@code %jvm} keeps, in a file of Jupyter's data folder: one option on a
 * line, with comments after {@code #}.
 *
 * <p>They are not kept beside the notebook. Whoever opens a notebook of somebody else starts a
 * kernel in its folder, and that must not run what the folder says: options can load agents and
 * start programs.
 *
 * @param owner the notebook, or the folder where the server does not name one
 */
record StoredJvmOptions(Path owner, Path file) {

    private static final int HASH_LENGTH = 12;

    /** Those of the kernel that this process is, or starts. */
    static StoredJvmOptions current() {
        return of(System.getenv(), Path.of("").toAbsolutePath(), JupyterPaths.current());
    }

    /**
     * @param environment has the notebook's path in {@code JPY_SESSION_NAME}, if a Jupyter server
     *     starts the kernel
     */
    static StoredJvmOptions of(Map<String, String> environment, Path folder, JupyterPaths paths) {
        String session = environment.getOrDefault("JPY_SESSION_NAME", "");
        // Kernels start in their notebook's folder; some servers give a path that starts at theirs.
        Path owner = session.isBlank() ? folder : folder.resolve(Path.of(session).getFileName());
        String name = owner.getFileName() == null ? "" : owner.getFileName().toString();
        return new StoredJvmOptions(
                owner,
                paths.userData()
                        .resolve("vitrine")
                        .resolve("jvm")
                        .resolve(
                                name.replaceAll("[^A-Za-z0-9._-]", "_")
                                        + "-"
                                        + hash(owner.toString())
                                        + ".options"));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** The options; none if there is no file. */
    List<String> read() throws IOException {
        try {
            return Files.readString(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    void write(List<String> options) throws IOException {
        if (options.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            AtomicFile.write(
                    file,
                    "# Options for the JVM of "
                            + owner
                            + ", one on a line; kept by %jvm\n"
                            + String.join("\n", options)
                            + "\n");
        }
    }
}
