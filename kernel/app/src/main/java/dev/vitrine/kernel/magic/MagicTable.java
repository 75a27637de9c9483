package dev.vitrine.kernel.magic;

import dev.vitrine.api.MimeBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table that a magic shows, as HTML and as text. */
final class MagicTable {

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    MagicTable(String... columns) {
        this.columns = List.of(columns);
    }

    /**
     * @param cells plain text, one for each column; ends of lines in it become spaces
     */
    void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(cell -> cell.replaceAll("\\s*\\R\\s*", " ")).toList());
    }

    MimeBundle bundle() {
        return MimeBundle.html(html()).with(MimeBundle.TEXT, text());
    }

    private String html() {
        return "<table><thead>"
                + htmlRow("th", columns)
                + "</thead><tbody>\n"
                + rows.stream().map(row -> htmlRow("td", row)).collect(Collectors.joining("\n"))
                + "\n</tbody></table>";
    }

    private static String htmlRow(String tag, List<String> cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            String text = Html.escape(cells.get(i));
            // The first column holds names, and those are code.
            String content = i == 0 && tag.equals("td") ? "<code>" + text + "</code>" : text;
            row.append("<" + tag + " style=\"text-align:left\">" + content + "</" + tag + ">");
        }
        return row.append("</tr>").toString();
    }

    private String text() {
        List<List<String>> all = new ArrayList<>(List.of(columns));
        all.addAll(rows);
        int[] widths = new int[columns.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> textRow(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String textRow(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
