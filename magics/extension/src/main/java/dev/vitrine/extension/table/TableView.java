package dev.vitrine.extension.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/**
 * What is shown of a table: all of a small one, the first and last rows and columns of a large one,
 * as text.
 *
 * @param title the table's name, or the empty string
 * @param headings one per shown column, the gap included
 * @param rows cells in the order of the headings
 * @param rowCount rows of the whole table
 * @param columnCount columns of the whole table
 */
record TableView(
        String title,
        List<Heading> headings,
        List<List<Cell>> rows,
        int rowCount,
        int columnCount) {

    /** A table with more rows shows its first and last {@value #EDGE_ROWS}. */
    static final int MAX_ROWS = 30;

    static final int EDGE_ROWS = 10;

    /** A table with more columns shows its first and last {@value #EDGE_COLUMNS}. */
    static final int MAX_COLUMNS = 24;

    static final int EDGE_COLUMNS = 10;

    private static final int GAP = -1;

    /** A column's name and type; the gap between first and last columns has neither. */
    record Heading(String name, String type, boolean numeric) {}

    /** One value as text. */
    record Cell(String text, Kind kind) {
        enum Kind {
            VALUE,
            MISSING,
            GOOD,
            BAD,
            GAP
        }
    }

    private static final Cell GAP_CELL = new Cell("\u22ee", Cell.Kind.GAP);
    private static final Cell MISSING_CELL = new Cell("NA", Cell.Kind.MISSING);

    static TableView of(Relation table) {
        int[] rows = shown(table.rowCount(), MAX_ROWS, EDGE_ROWS);
        int[] columns = shown(table.columnCount(), MAX_COLUMNS, EDGE_COLUMNS);
        List<Heading> headings = new ArrayList<>();
        List<List<Cell>> cells = new ArrayList<>();
        for (int ignored : rows) {
            cells.add(new ArrayList<>());
        }
        for (int c : columns) {
            if (c == GAP) {
                headings.add(new Heading("\u2026", "", false));
                cells.forEach(row -> row.add(new Cell("\u2026", Cell.Kind.GAP)));
                continue;
            }
            Column<?> column = table.column(c);
            headings.add(
                    new Heading(column.name(), typeName(column), column instanceof NumericColumn));
            CellText text = CellText.of(column, rows);
            for (int r = 0; r < rows.length; r++) {
                cells.get(r).add(cell(column, rows[r], text));
            }
        }
        String title = table.name() == null ? "" : table.name();
        return new TableView(title, headings, cells, table.rowCount(), table.columnCount());
    }

    private static Cell cell(Column<?> column, int row, CellText text) {
        if (row == GAP) {
            return GAP_CELL;
        }
        return column.isMissing(row) ? MISSING_CELL : new Cell(text.of(row), Cell.Kind.VALUE);
    }

    /** Indices to show, with {@link #GAP} where some are left out. */
    private static int[] shown(int count, int max, int edge) {
        if (count <= max) {
            return IntStream.range(0, count).toArray();
        }
        return IntStream.concat(
                        IntStream.concat(IntStream.range(0, edge), IntStream.of(GAP)),
                        IntStream.range(count - edge, count))
                .toArray();
    }

    /** "1,797 rows × 3 columns". */
    String counts() {
        return String.format(
                Locale.ROOT,
                "%,d %s \u00d7 %,d %s",
                rowCount,
                rowCount == 1 ? "row" : "rows",
                columnCount,
                columnCount == 1 ? "column" : "columns");
    }

    private static String typeName(Column<?> column) {
        String name = column.type().name();
        return switch (name) {
            case "INTEGER" -> "int";
            case "LOCAL_DATE" -> "date";
            case "LOCAL_TIME" -> "time";
            case "LOCAL_DATE_TIME" -> "datetime";
            default -> name.toLowerCase(Locale.ROOT);
        };
    }
}
