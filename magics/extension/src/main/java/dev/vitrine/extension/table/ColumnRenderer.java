package dev.vitrine.extension.table;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Shows a Tablesaw column as a table of one column. */
public final class ColumnRenderer implements Renderer<Column<?>> {

    private final TableRenderer tables = new TableRenderer();

    @Override
    public MimeBundle render(Column<?> column) {
        return tables.render(Table.create("", column));
    }
}
