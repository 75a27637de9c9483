package dev.vitrine.kernel.java;

import java.util.List;
import java.util.Optional;

/** How errors are shown, and the last one of them. */
public final class Tracebacks {

    private final CellTraceback writer;
    private volatile boolean allFrames;
    private volatile Throwable last;

    Tracebacks(CellTraceback writer) {
        this.writer = writer;
    }

    /** What is shown of an exception, which is the last one from now on. */
    List<String> show(Throwable thrown) {
        last = thrown;
        return allFrames ? writer.allLines(thrown) : writer.lines(thrown);
    }

    /** Whether later errors are shown with the frames of libraries and of the JDK. */
    public void showAllFrames(boolean all) {
        allFrames = all;
    }

    /** The last error with all its frames; empty if there was none. */
    public Optional<List<String>> ofLast() {
        return Optional.ofNullable(last).map(writer::allLines);
    }
}
