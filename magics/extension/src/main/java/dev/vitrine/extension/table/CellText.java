package dev.vitrine.extension.table;

import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** The text of a column's values. Rows given to it are never missing ones. */
@FunctionalInterface
interface CellText {

    String of(int row);

    /**
     * A column's own print format where the user has set one; otherwise numbers with as many digits
     * as the shown rows need.
     *
     * @param shownRows row indices; negative ones are gaps
     */
    static CellText of(Column<?> column, int[] shownRows) {
        boolean floating = column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT;
        return floating && column instanceof NumericColumn<?> numbers
                ? NumberText.of(numbers, shownRows)
                : column::getString;
    }
}
