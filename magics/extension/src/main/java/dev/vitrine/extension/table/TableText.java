package dev.vitrine.extension.table;

import dev.vitrine.extension.table.TableView.Cell;
import dev.vitrine.extension.table.TableView.Heading;
import java.util.List;

/** A table as plain text in aligned columns, for consoles and as the fallback of every output. */
final class TableText {

    private static final int MAX_WIDTH = 60;

    private TableText() {}

    static String of(TableView view) {
        List<Heading> headings = view.headings();
        int[] widths = new int[headings.size()];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            widths[c] =
                    Math.max(
                            Math.max(
                                    width(headings.get(c).name()), headings.get(c).type().length()),
                            view.rows().stream()
                                    .mapToInt(row -> width(row.get(column).text()))
                                    .max()
                                    .orElse(0));
        }
        StringBuilder text = new StringBuilder();
        if (!view.title().isBlank()) {
            text.append(oneLine(view.title())).append('\n');
        }
        line(text, headings, headings.stream().map(Heading::name).toList(), widths);
        line(text, headings, headings.stream().map(Heading::type).toList(), widths);
        for (List<Cell> row : view.rows()) {
            line(text, headings, row.stream().map(Cell::text).toList(), widths);
        }
        return text.append('[').append(view.counts()).append(']').toString();
    }

    private static void line(
            StringBuilder text, List<Heading> headings, List<String> values, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String value = TableHtml.cut(oneLine(values.get(c)), MAX_WIDTH);
            String padding = " ".repeat(widths[c] - value.codePointCount(0, value.length()));
            line.append(c == 0 ? "" : "  ");
            line.append(headings.get(c).numeric() ? padding + value : value + padding);
        }
        if (widths.length > 0) {
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static int width(String value) {
        String shown = TableHtml.cut(oneLine(value), MAX_WIDTH);
        return shown.codePointCount(0, shown.length());
    }

    private static String oneLine(String value) {
        return value.replaceAll("[\\p{Cntrl}]+", " ");
    }
}
