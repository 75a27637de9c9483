package dev.vitrine.kernel.cli;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of options as a shell would: at white space, with quotes and backslashes. */
final class ShellWords {

    private ShellWords() {}

    /**
     * @param line options, or null for none
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        if (line == null) {
            return words;
        }
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                word = new StringBuilder();
            }
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\'
                    && quote != '\''
                    && i + 1 < line.length()
                    && isEscapable(line.charAt(i + 1))) {
                word.append(line.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("The quote " + quote + " is not closed in: " + line);
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    /** A backslash before anything else is itself, so that Windows paths need no doubling. */
    private static boolean isEscapable(char c) {
        return c == '"' || c == '\'' || c == '\\' || c == ' ';
    }
}
