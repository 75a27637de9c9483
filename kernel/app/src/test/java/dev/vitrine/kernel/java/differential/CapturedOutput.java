package dev.vitrine.kernel.java.differential;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Takes what is written to {@code System.out} from when it is made until it is closed. */
final class CapturedOutput implements AutoCloseable {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream before = System.out;

    CapturedOutput() {
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    /** What was written so far, with {@code \n} at the ends of lines. */
    String text() {
        System.out.flush();
        return Shown.plain(
                bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }

    @Override
    public void close() {
        System.setOut(before);
    }
}
