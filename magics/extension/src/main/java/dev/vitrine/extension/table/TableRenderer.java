package dev.vitrine.extension.table;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import tech.tablesaw.table.Relation;

/**
 * Shows Tablesaw tables: title, column types, aligned numbers, missing values, first and last rows
 * when long, and how many rows and columns there are. Everything from the table is escaped.
 */
public final class TableRenderer implements Renderer<Relation> {

    @Override
    public MimeBundle render(Relation table) {
        return bundle(TableView.of(table));
    }

    static MimeBundle bundle(TableView view) {
        return MimeBundle.html(TableHtml.of(view)).with(MimeBundle.TEXT, TableText.of(view));
    }
}
