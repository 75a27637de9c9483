package dev.vitrine.kernel.java;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of a cell that the compiler rejects. */
public final class CompilationFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+\\w+ (\\w+)");

    private final transient CellPiece piece;
    private final transient List<Problem> problems;

    public CompilationFailure(CellPiece piece, List<Problem> problems) {
        super(problems.get(0).message());
        this.piece = piece;
        this.problems =
                problems.stream().filter(problem -> !isEcho(problem, problems, piece)).toList();
    }

    /**
     * Whether javac says the same of the word that is wrong: it also speaks of an unknown class
     * where it infers a type from it.
     */
    private static boolean isEcho(Problem problem, List<Problem> all, CellPiece piece) {
        Matcher symbol = SYMBOL.matcher(problem.message());
        if (!symbol.find() || problem.says(symbol.group(1), piece)) {
            return false;
        }
        return all.stream()
                .anyMatch(
                        other ->
                                other.code().equals(problem.code())
                                        && other.message().contains(symbol.group())
                                        && piece.line(other.start()) == piece.line(problem.start())
                                        && other.says(symbol.group(1), piece));
    }

    public CellPiece piece() {
        return piece;
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One diagnostic of the compiler.
     *
     * @param code of javac, such as {@code compiler.err.cant.resolve}
     * @param message may have several lines
     * @param start where it begins in the piece's source
     * @param end where it ends, exclusive
     */
    public record Problem(String code, String message, int start, int end) {

        private boolean says(String word, CellPiece piece) {
            String source = piece.source();
            return source.substring(
                            Math.min(start, source.length()), Math.min(end, source.length()))
                    .contains(word);
        }
    }
}
