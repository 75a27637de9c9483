package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellPiece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** Remembers which part of which cell each snippet of JShell came from. */
final class SnippetOrigins {

    private record Origin(Snippet snippet, CellPiece piece) {}

    /** Where the lines of a wrapper class came from. */
    record Lines(String sourceFile, IntUnaryOperator cellLine) {}

    private final List<Origin> origins = new ArrayList<>();

    void add(Snippet snippet, CellPiece piece) {
        origins.add(new Origin(snippet, piece));
    }

    /**
     * The cell of a wrapper class and the way from the wrapper's lines to the cell's.
     *
     * @param className with package
     */
    Lines linesOf(String className, SourceCodeAnalysis analysis) {
        List<Origin> inClass = newest(className, analysis);
        if (inClass.isEmpty()) {
            return new Lines(null, line -> line);
        }
        SnippetWrapper wrapper = analysis.wrapper(inClass.get(0).snippet());
        int[] cellLines =
                inClass.size() == 1
                        ? linesOfOne(inClass.get(0), wrapper)
                        : linesOfOverloads(inClass, wrapper.wrapped());
        return new Lines(
                inClass.get(0).piece().cell().label(),
                line -> line >= 1 && line <= cellLines.length ? cellLines[line - 1] : line);
    }

    /** The snippet that JShell knows by an id now. */
    Optional<Snippet> find(String id) {
        Snippet found = null;
        for (Origin origin : origins) {
            if (id.equals(origin.snippet().id())) {
                found = origin.snippet();
            }
        }
        return Optional.ofNullable(found);
    }

    /** The snippets in a class; a snippet that was declared anew keeps its id. */
    private List<Origin> newest(String className, SourceCodeAnalysis analysis) {
        Map<String, Origin> byId = new LinkedHashMap<>();
        for (int i = origins.size() - 1; i >= 0; i--) {
            Origin origin = origins.get(i);
            if (className.equals(fullClassName(origin.snippet(), analysis))) {
                byId.putIfAbsent(origin.snippet().id(), origin);
            }
        }
        return List.copyOf(byId.values());
    }

    private static String fullClassName(Snippet snippet, SourceCodeAnalysis analysis) {
        // Imports and rejected snippets have no class.
        return snippet.kind() == Snippet.Kind.IMPORT || snippet.kind() == Snippet.Kind.ERRONEOUS
                ? ""
                : analysis.wrapper(snippet).fullClassName();
    }

    private static int[] linesOfOne(Origin origin, SnippetWrapper wrapper) {
        String[] wrapped = wrapper.wrapped().split("\n", -1);
        int[] cellLines = new int[wrapped.length];
        int start = 0;
        for (int i = 0; i < wrapped.length; i++) {
            int indent = wrapped[i].length() - wrapped[i].stripLeading().length();
            int offset = wrapper.wrappedToSourcePosition(start + indent);
            cellLines[i] = origin.piece().line(Math.min(offset, origin.piece().source().length()));
            start += wrapped[i].length() + 1;
        }
        return cellLines;
    }

    /**
     * Overloaded methods share a class, and JShell does not tell which method an offset belongs to.
     * Their text stands there unchanged but for comments and modifiers, which are blanked.
     */
    private static int[] linesOfOverloads(List<Origin> overloads, String wrapped) {
        String[] wrapperLines = wrapped.split("\n", -1);
        int[] cellLines = new int[wrapperLines.length];
        for (Origin overload : overloads) {
            String[] source = overload.snippet().source().split("\n", -1);
            for (int from = 0; from + source.length <= wrapperLines.length; from++) {
                if (cellLines[from] == 0 && isBlankedCopy(source, wrapperLines, from)) {
                    int first = overload.piece().line(0);
                    for (int i = 0; i < source.length; i++) {
                        cellLines[from + i] = first + i;
                    }
                    break;
                }
            }
        }
        return cellLines;
    }

    private static boolean isBlankedCopy(String[] source, String[] wrapper, int from) {
        boolean seen = false;
        for (int i = 0; i < source.length; i++) {
            String copy = wrapper[from + i];
            // The first line is indented by the wrapper; after the last one the next may begin.
            String part = i == 0 ? copy.substring(Math.min(4, copy.length())) : copy;
            int length =
                    i == source.length - 1
                            ? source[i].length()
                            : Math.max(part.length(), source[i].length());
            for (int c = 0; c < length; c++) {
                char is = c < part.length() ? part.charAt(c) : ' ';
                char was = c < source[i].length() ? source[i].charAt(c) : ' ';
                if (is != ' ' && is != was) {
                    return false;
                }
                seen |= is != ' ';
            }
        }
        return seen;
    }
}
