package dev.vitrine.kernel.magic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a kernel can arrange for the JVM of its next start. */
public interface NextStart {

    /** Whose next start it is: a notebook, or all notebooks of a folder. */
    String owner();

    /** Where the options are kept. */
    Path file();

    /**
     * The options that are kept; empty if there are none.
     *
     * @throws IOException if they cannot be read
     */
    List<String> options() throws IOException;

    /**
     * Tries options by starting a kernel with them, and keeps them if it runs.
     *
     * @param options none for those that the kernel starts with anyway
     * @throws MagicFailure if no kernel runs with them; what was kept before stays
     * @throws IOException if they cannot be written
     */
    void keep(List<String> options) throws MagicFailure, IOException, InterruptedException;

    /** Why the options that are kept were left out at this start, if they were. */
    Optional<String> warning();
}
