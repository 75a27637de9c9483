package dev.vitrine.kernel.java;

import java.util.List;

/** A piece of a cell that the compiler rejects. */
public final class CompilationFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CellPiece piece;
    private final transient List<Problem> problems;

    public CompilationFailure(CellPiece piece, List<Problem> problems) {
        super(problems.get(0).message());
        this.piece = piece;
        this.problems = List.copyOf(problems);
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
    public record Problem(String code, String message, int start, int end) {}
}
