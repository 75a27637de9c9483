package dev.vitrine.kernel.session;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Puts the notebook in the place of the process's standard streams. */
final class StandardStreams {

    private StandardStreams() {}

    static void replace(CellContexts cells, InputStream input) {
        System.setOut(printStream("stdout", cells));
        System.setErr(printStream("stderr", cells));
        System.setIn(input);
    }

    private static PrintStream printStream(String name, CellContexts cells) {
        return new PrintStream(new CellOutputStream(name, cells), false, StandardCharsets.UTF_8);
    }
}
