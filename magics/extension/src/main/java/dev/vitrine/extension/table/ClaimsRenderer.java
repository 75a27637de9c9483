package dev.vitrine.extension.table;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import dev.vitrine.extension.table.TableView.Cell;
import dev.vitrine.learn.eval.Claims;
import java.util.ArrayList;
import java.util.List;

/** Shows claims as a table that says of each, by mark, word and colour, whether it holds. */
public final class ClaimsRenderer implements Renderer<Claims> {

    private static final Cell HOLDS = new Cell("\u2714 holds", Cell.Kind.GOOD);
    private static final Cell FAILS = new Cell("\u2718 does not hold", Cell.Kind.BAD);

    @Override
    public MimeBundle render(Claims claims) {
        TableView plain = TableView.of(claims.table());
        int last = plain.headings().size() - 1;
        List<List<Cell>> rows = new ArrayList<>();
        for (List<Cell> row : plain.rows()) {
            List<Cell> marked = new ArrayList<>(row);
            marked.set(last, verdict(row.get(last)));
            rows.add(marked);
        }
        return TableRenderer.bundle(
                new TableView(
                        plain.title(),
                        plain.headings(),
                        rows,
                        plain.rowCount(),
                        plain.columnCount()));
    }

    private static Cell verdict(Cell cell) {
        if (cell.kind() == Cell.Kind.GAP) {
            return cell;
        }
        return Boolean.parseBoolean(cell.text()) ? HOLDS : FAILS;
    }
}
