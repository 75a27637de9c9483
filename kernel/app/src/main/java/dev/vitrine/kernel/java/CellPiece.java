package dev.vitrine.kernel.java;

/**
 * One declaration, statement, expression or import of a cell, or several statements in a row.
 *
 * @param cell the cell that it is part of
 * @param code the Java source of that cell, with as many lines as the cell has
 * @param source what is compiled; it begins like {@code code} at {@code start}
 * @param start where it begins in {@code code}
 */
public record CellPiece(CellSource cell, String code, String source, int start) {

    /** The number, from 1, of the cell's line in which an offset into {@link #source} lies. */
    public int line(int offset) {
        int end = Math.min(code.length(), start + Math.max(0, offset));
        int line = 1;
        for (int at = code.indexOf('\n'); at >= 0 && at < end; at = code.indexOf('\n', at + 1)) {
            line++;
        }
        return line;
    }

    /** The column, from 0, of an offset into {@link #source} in its line of the cell. */
    public int column(int offset) {
        int end = Math.min(code.length(), start + Math.max(0, offset));
        return end - (code.lastIndexOf('\n', end - 1) + 1);
    }

    /** Whether there is anything but spaces and semicolons. */
    public boolean isEmpty() {
        return source.chars().allMatch(c -> c == ';' || Character.isWhitespace(c));
    }
}
