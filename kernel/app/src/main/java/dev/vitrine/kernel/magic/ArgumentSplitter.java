package dev.vitrine.kernel.magic;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the text after a magic's name into arguments, as IJava does: at spaces and tabs, double
 * quotes group, a closing quote ends the argument, single quotes are ordinary.
 *
 * <p>Where IJava has bugs, this has none: {@code \\} is one backslash, {@code ""} an empty
 * argument, and a backslash before anything else is itself, so that {@code C:\libs} needs no
 * doubling. A {@code //} that stands alone begins a comment.
 */
public final class ArgumentSplitter {

    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean open;

    private ArgumentSplitter() {}

    /** The arguments in a line; a quote that is not closed reaches to its end. */
    public static List<String> split(String line) {
        ArgumentSplitter splitter = new ArgumentSplitter();
        splitter.read(line);
        return List.copyOf(splitter.arguments);
    }

    private void read(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
            if (c == '\\' && (next == '"' || next == '\\')) {
                add(next);
                i++;
            } else if (c == '"') {
                open = true;
                if (quoted) {
                    end();
                }
                quoted = !quoted;
            } else if (quoted || c != ' ' && c != '\t') {
                if (!open && isComment(line, i)) {
                    break;
                }
                add(c);
            } else {
                end();
            }
        }
        end();
    }

    private static boolean isComment(String line, int index) {
        return line.startsWith("//", index)
                && (index + 2 == line.length() || Character.isWhitespace(line.charAt(index + 2)));
    }

    private void add(char c) {
        open = true;
        current.append(c);
    }

    private void end() {
        if (open) {
            arguments.add(current.toString());
            current.setLength(0);
            open = false;
        }
    }
}
