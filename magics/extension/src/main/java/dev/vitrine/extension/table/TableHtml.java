package dev.vitrine.extension.table;

import dev.vitrine.extension.table.TableView.Cell;
import dev.vitrine.extension.table.TableView.Heading;
import dev.vitrine.extension.text.Html;
import java.util.List;

/**
 * A table as HTML. Colours come from the front end's text colour and translucent greys, so that
 * light and dark themes both read well; every rule is below {@code .vitrine-table}, so that nothing
 * else on the page changes.
 */
final class TableHtml {

    /** Longer values are cut; the whole value, within reason, is in the tooltip. */
    private static final int MAX_TEXT = 80;

    private static final int MAX_TOOLTIP = 1000;

    private static final String STYLE =
            """
            <style>
            .vitrine-table { max-width: 100%; overflow-x: auto; margin: 0.3em 0 0.6em; color: inherit; }
            .vitrine-table table.vitrine-grid { border-collapse: collapse; border: none; margin: 0; width: auto; \
            table-layout: auto; font-size: 13px; font-variant-numeric: tabular-nums; color: inherit; }
            .vitrine-table table.vitrine-grid caption { caption-side: top; text-align: left; font-weight: 600; \
            padding: 0 0 0.35em; color: inherit; }
            .vitrine-table table.vitrine-grid th, .vitrine-table table.vitrine-grid td { text-align: left; \
            padding: 0.28em 0.9em; border: none; white-space: nowrap; max-width: 44em; overflow: hidden; \
            text-overflow: ellipsis; background: none; color: inherit; line-height: 1.3; }
            .vitrine-table table.vitrine-grid thead th { font-weight: 600; vertical-align: bottom; \
            border-bottom: 1px solid rgba(128, 128, 128, 0.6); }
            .vitrine-table table.vitrine-grid thead small { display: block; font-weight: 400; font-size: 11px; opacity: 0.65; }
            .vitrine-table table.vitrine-grid tbody tr { background: none; }
            .vitrine-table table.vitrine-grid tbody tr:nth-child(even) { background: rgba(128, 128, 128, 0.09); }
            .vitrine-table table.vitrine-grid tbody tr:hover { background: rgba(128, 128, 128, 0.2); }
            .vitrine-table table.vitrine-grid tbody td { white-space: normal; max-width: 44em; }
            .vitrine-table table.vitrine-grid tbody td.n { white-space: nowrap; }
            .vitrine-table table.vitrine-grid .n { text-align: right; }
            .vitrine-table table.vitrine-grid .na { opacity: 0.5; font-style: italic; }
            .vitrine-table table.vitrine-grid .gap { text-align: center; opacity: 0.5; }
            .vitrine-table table.vitrine-grid .good { white-space: nowrap; color: var(--jp-success-color1, #388e3c); font-weight: 600; }
            .vitrine-table table.vitrine-grid .bad { white-space: nowrap; color: var(--jp-error-color1, #e53935); font-weight: 600; }
            .vitrine-table .vitrine-counts { font-size: 11px; opacity: 0.65; padding: 0.35em 0 0; }
            </style>
            """;

    private TableHtml() {}

    static String of(TableView view) {
        StringBuilder html = new StringBuilder(STYLE.length() + 4096);
        html.append("<div class=\"vitrine-table\">\n")
                .append(STYLE)
                .append("<table class=\"vitrine-grid\">\n");
        if (!view.title().isBlank()) {
            html.append("<caption>")
                    .append(Html.escape(shortened(view.title())))
                    .append("</caption>\n");
        }
        html.append("<thead><tr>");
        view.headings().forEach(h -> heading(html, h));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : view.rows()) {
            html.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                cell(html, row.get(c), view.headings().get(c).numeric());
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n<div class=\"vitrine-counts\">")
                .append(Html.escape(view.counts()))
                .append("</div>\n</div>")
                .toString();
    }

    private static void heading(StringBuilder html, Heading heading) {
        html.append(
                heading.numeric()
                        ? "<th class=\"n\""
                        : heading.type().isEmpty() ? "<th class=\"gap\"" : "<th");
        tooltip(html, heading.name());
        html.append('>').append(Html.escape(shortened(heading.name())));
        html.append("<small>").append(Html.escape(heading.type())).append("</small></th>");
    }

    private static void cell(StringBuilder html, Cell cell, boolean numeric) {
        String alignment = numeric ? "n" : "";
        String kind =
                switch (cell.kind()) {
                    case VALUE -> "";
                    case MISSING -> "na";
                    case GOOD -> "good";
                    case BAD -> "bad";
                    case GAP -> "gap";
                };
        String classes = (alignment + " " + kind).strip();
        html.append(classes.isEmpty() ? "<td" : "<td class=\"" + classes + "\"");
        tooltip(html, cell.text());
        html.append('>').append(Html.escape(shortened(cell.text()))).append("</td>");
    }

    private static void tooltip(StringBuilder html, String text) {
        if (text.length() > MAX_TEXT) {
            html.append(" title=\"").append(Html.escape(cut(text, MAX_TOOLTIP))).append('"');
        }
    }

    private static String shortened(String text) {
        return cut(text, MAX_TEXT);
    }

    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
        return text.substring(0, end) + "\u2026";
    }
}
