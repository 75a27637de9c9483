package dev.vitrine.kernel.java;

import java.util.List;

/** A line of a cell as errors quote it. */
final class SourceExcerpt {

    private SourceExcerpt() {}

    /** The line and its number. */
    static String line(int number, String source) {
        return "    %4d | %s".formatted(number, source);
    }

    /**
     * The line, and below it a mark.
     *
     * @param column from 0
     * @param width of what is marked, at least 1
     */
    static List<String> marked(int number, String source, int column, int width) {
        return List.of(
                line(number, source),
                "         | " + indent(source, column) + Ansi.mark("^".repeat(Math.max(1, width))));
    }

    /** Keeps tabs, so that the mark stands under its target whatever their width. */
    private static String indent(String source, int column) {
        return source.substring(0, Math.min(column, source.length())).replaceAll("[^\t]", " ");
    }
}
