package dev.vitrine.extension.table;

import dev.vitrine.extension.text.Digits;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The text of a column of floating-point numbers: the user's print format if there is one, else
 * {@link Digits}. Beside large numbers a very small one keeps its digits, as 8.200e-20: 0.0000
 * would say that it is zero.
 */
final class NumberText {

    private static final Pattern ZERO = Pattern.compile("[0.]+");

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
        return row -> text(column.getDouble(row), format);
    }

    private static String text(double value, DoubleFunction<String> format) {
        String text = format.apply(value);
        return value != 0 && ZERO.matcher(text).matches() ? Digits.of(value) : text;
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
