package dev.vitrine.kernel.java;

import java.util.ArrayList;
import java.util.List;

/** Writes compile errors with the cell's line and a mark under what is wrong. */
final class CompilationText {

    private CompilationText() {}

    static List<String> lines(CompilationFailure failure) {
        List<String> out = new ArrayList<>();
        CellPiece piece = failure.piece();
        for (CompilationFailure.Problem problem : failure.problems()) {
            int line = piece.line(problem.start());
            int column = piece.column(problem.start());
            String source = piece.code().lines().skip(line - 1L).findFirst().orElse("");
            int width =
                    piece.line(problem.end()) == line
                            ? problem.end() - problem.start()
                            : source.length() - column;
            out.add(piece.cell().label() + ", line " + line);
            out.addAll(SourceExcerpt.marked(line, source, column, width));
            message(problem).lines().forEach(text -> out.add("  " + text));
        }
        return out;
    }

    /** The first line of what is wrong, for the error's value. */
    static String summary(CompilationFailure failure) {
        CompilationFailure.Problem first = failure.problems().get(0);
        String place =
                failure.piece().cell().label() + ", line " + failure.piece().line(first.start());
        int more = failure.problems().size() - 1;
        return place
                + ": "
                + message(first).lines().findFirst().orElse("")
                + (more > 0 ? " (and " + more + " more)" : "");
    }

    /** Javac speaks of the symbol on a line of its own, and of JShell's classes on another. */
    private static String message(CompilationFailure.Problem problem) {
        List<String> lines = new ArrayList<>();
        for (String line : CellTraceback.userName(problem.message()).lines().toList()) {
            String text = line.strip().replaceAll("\\s+", " ");
            if (text.startsWith("symbol:")) {
                lines.set(0, lines.get(0) + ": " + text.substring("symbol:".length()).strip());
            } else if (!text.equals("location: class") && !text.isEmpty()) {
                lines.add(lines.isEmpty() ? text : "  " + text);
            }
        }
        return String.join("\n", lines);
    }
}
