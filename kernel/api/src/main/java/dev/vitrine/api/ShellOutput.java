package dev.vitrine.api;

import java.util.AbstractList;
import java.util.List;

/**
 * What a command has printed to its standard output, line by line: the value of {@code var files =
 * !ls}. Immutable.
 */
public final class ShellOutput extends AbstractList<String> {

    private final List<String> lines;
    private final int exitCode;

    /**
     * @param lines without their ends
     * @param exitCode what the command ended with; 0 says that all went well
     */
    public ShellOutput(List<String> lines, int exitCode) {
        this.lines = List.copyOf(lines);
        this.exitCode = exitCode;
    }

    /** What the command ended with. */
    public int exitCode() {
        return exitCode;
    }

    /** The lines as one text, with a line feed between each two. */
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public String get(int index) {
        return lines.get(index);
    }

    @Override
    public int size() {
        return lines.size();
    }
}
