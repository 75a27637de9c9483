package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/**
 * What stands before a cursor, in a form that JShell's analysis understands: the piece of the cell
 * that the cursor is in, after the declarations and statements of the cell before it, which need
 * not have run.
 *
 * @param text Java that ends at the cursor
 * @param own how much of the end of {@code text} is the cursor's own piece
 */
record CursorContext(String text, String own) {

    private static final Pattern IMPORT = Pattern.compile("\\s*import\\b.*", Pattern.DOTALL);

    /** In a class or a method's parameters, what JShell takes as a member of a class. */
    private static final Pattern MEMBER =
            Pattern.compile(
                    "\\s*(?:(?:public|static|final|abstract|private|protected|sealed)\\s+)*"
                            + "(?:class|interface|enum|record|@interface)\\b.*",
                    Pattern.DOTALL);

    /** Makes JShell see the body of a method whatever comes next. */
    private static final String BODY = "{}\n";

    /**
     * @param code the cell's Java, up to the cursor
     */
    static CursorContext of(String code, SourceCodeAnalysis analysis) {
        CellSplitter.Split split = new CellSplitter(analysis).split(new CellSource("", code), code);
        List<CellPiece> pieces = split.pieces();
        int ownStart;
        int complete = pieces.size();
        if (split.broken() != null) {
            ownStart = split.broken().start();
        } else if (pieces.isEmpty() || endsAfter(code)) {
            ownStart = code.length();
        } else {
            complete--;
            ownStart = pieces.get(complete).start();
        }
        String own = code.substring(ownStart);
        StringBuilder before = new StringBuilder();
        for (CellPiece piece : pieces.subList(0, complete)) {
            if (!IMPORT.matcher(piece.source()).matches() && !isMethod(piece, analysis)) {
                before.append(piece.source()).append('\n');
            }
        }
        boolean alone = before.isEmpty() || IMPORT.matcher(own).matches();
        return new CursorContext(alone ? own : BODY + before + own, own);
    }

    /** The same without what stands before the piece. */
    CursorContext alone() {
        return new CursorContext(own, own);
    }

    private static boolean endsAfter(String code) {
        String trimmed = code.stripTrailing();
        return trimmed.endsWith(";") || trimmed.endsWith("}");
    }

    private static boolean isMethod(CellPiece piece, SourceCodeAnalysis analysis) {
        return !MEMBER.matcher(piece.source()).matches()
                && piece.source().stripTrailing().endsWith("}")
                && analysis.sourceToSnippets(piece.source()).stream()
                        .anyMatch(s -> s.kind() == Snippet.Kind.METHOD);
    }
}
