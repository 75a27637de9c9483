package dev.vitrine.kernel.java.javac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A compilation unit in the making, which knows where in which cell its text comes from. */
final class UnitSource {

    private final StringBuilder text = new StringBuilder();
    private final List<Copy> copies = new ArrayList<>();

    /** Where a stretch of the unit comes from. */
    private record Copy(int start, int end, Declared owner, int ownerStart) {

        int toOwner(int offset) {
            return ownerStart + Math.min(Math.max(offset, start), end) - start;
        }
    }

    /**
     * A place in a cell.
     *
     * @param owner what stands there
     * @param offset into the code of the owner's cell
     */
    record Place(Declared owner, int offset) {}

    /** Adds text of our own. */
    UnitSource add(String generated) {
        text.append(generated);
        return this;
    }

    /** Adds a stretch of a cell; every character keeps its place. */
    UnitSource copy(Declared owner, int from, int to) {
        int start = text.length();
        text.append(owner.code(), from, to);
        copies.add(new Copy(start, text.length(), owner, from));
        return this;
    }

    /** Adds a stretch of a cell without parts that are not wanted; these become spaces. */
    UnitSource copy(Declared owner, int from, int to, List<Piece.Range> blank) {
        int start = text.length();
        copy(owner, from, to);
        text.replace(start, text.length(), blanked(owner, from, to, blank));
        return this;
    }

    /** A stretch of a cell with spaces for parts that are not wanted. */
    static String blanked(Declared owner, int from, int to, List<Piece.Range> blank) {
        StringBuilder copy = new StringBuilder(owner.code().substring(from, to));
        for (Piece.Range range : blank) {
            for (int i = range.start(); i < range.end(); i++) {
                copy.setCharAt(i - from, ' ');
            }
        }
        return copy.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Whether an offset lies in text of a cell. */
    boolean isCopied(int offset) {
        return copies.stream().anyMatch(copy -> offset >= copy.start && offset < copy.end);
    }

    /** Where an offset into the unit lies; empty in text of our own that no copy is next to. */
    Optional<Place> place(int offset) {
        Copy before = null;
        for (Copy copy : copies) {
            if (offset >= copy.start && offset < copy.end) {
                return Optional.of(new Place(copy.owner, copy.toOwner(offset)));
            }
            if (copy.end <= offset && (before == null || copy.end >= before.end)) {
                before = copy;
            }
        }
        return before == null
                ? Optional.empty()
                : Optional.of(new Place(before.owner, before.toOwner(offset)));
    }

    /** For each line of the unit, counted from 1, the line of the cell that it comes from. */
    int[] cellLines() {
        int lines = 1;
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
            lines++;
        }
        int[] cellLines = new int[lines + 1];
        int line = 1;
        int at = 0;
        for (Copy copy : copies) {
            int end = text.indexOf("\n", at);
            while (end >= 0 && end < copy.start) {
                line++;
                at = end + 1;
                end = text.indexOf("\n", at);
            }
            int cellLine = copy.owner.cell().line(copy.ownerStart);
            while (true) {
                if (cellLines[line] == 0) {
                    cellLines[line] = cellLine;
                }
                if (end < 0 || end >= copy.end) {
                    break;
                }
                at = end + 1;
                end = text.indexOf("\n", at);
                line++;
                cellLine++;
            }
        }
        return cellLines;
    }
}
