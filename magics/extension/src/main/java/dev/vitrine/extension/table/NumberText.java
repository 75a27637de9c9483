package dev.vitrine.extension.table;

import dev.vitrine.extension.text.Digits;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.function.DoubleFunction;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The text of a column of floating-point numbers: the user's print format if there is one, else
 * {@link Digits}.
 */
final class NumberText {

    private NumberText() {}

    static CellText of(NumericColumn<?> column, int[] shownRows) {
        int[] present =
                Arrays.stream(shownRows).filter(r -> r >= 0 && !column.isMissing(r)).toArray();
        if (hasOwnFormat(column, present)) {
            return column::getString;
        }
        double[] values = Arrays.stream(present).mapToDouble(column::getDouble).toArray();
        DoubleFunction<String> format =
                Digits.of(values, column.type() == ColumnType.FLOAT ? Digits.FLOAT : Digits.DOUBLE);
        return row -> format.apply(column.getDouble(row));
    }

    /**
     * Tablesaw does not tell which format a column has; its default is known, so a difference is
     * the user's choice.
     */
    private static boolean hasOwnFormat(NumericColumn<?> column, int[] rows) {
        NumberFormat standard = NumberColumnFormatter.floatingPointDefault().getFormat();
        return Arrays.stream(rows)
                .anyMatch(r -> !column.getString(r).equals(standard.format(column.getDouble(r))));
    }
}
