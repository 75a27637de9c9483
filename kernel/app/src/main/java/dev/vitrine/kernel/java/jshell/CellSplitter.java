package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts a cell into the pieces that JShell can evaluate. */
final class CellSplitter {

    private final SourceCodeAnalysis analysis;

    CellSplitter(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /**
     * @param pieces in the order of the cell, empty ones left out
     * @param broken what does not parse, or null; it reaches to the end of the cell
     * @param incomplete whether what does not parse could do so if it went on
     */
    record Split(List<CellPiece> pieces, CellPiece broken, boolean incomplete) {}

    Split split(CellSource cell, String code) {
        List<CellPiece> pieces = new ArrayList<>();
        String rest = code;
        while (!rest.isBlank()) {
            int start = code.length() - rest.length();
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return new Split(pieces, null, false);
                }
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    CellPiece piece = new CellPiece(cell, code, info.source(), start);
                    if (!piece.isEmpty()) {
                        pieces.add(piece);
                    }
                    rest = info.remaining();
                }
                case CONSIDERED_INCOMPLETE -> {
                    pieces.add(new CellPiece(cell, code, info.source(), start));
                    return new Split(pieces, null, false);
                }
                case DEFINITELY_INCOMPLETE -> {
                    return new Split(pieces, new CellPiece(cell, code, rest, start), true);
                }
                default -> {
                    return new Split(pieces, new CellPiece(cell, code, rest, start), false);
                }
            }
        }
        return new Split(pieces, null, false);
    }
}
