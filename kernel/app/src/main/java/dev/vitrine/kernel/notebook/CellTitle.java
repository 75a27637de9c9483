package dev.vitrine.kernel.notebook;

import java.util.List;

/**
 * One line by which a reader recognises a code cell: the heading right above it, or else its first
 * line.
 */
final class CellTitle {

    private static final int LONGEST = 60;

    private CellTitle() {}

    static String of(List<Cell> cells, Cell cell) {
        int index = index(cells, cell);
        if (index > 0 && cells.get(index - 1).type().equals("markdown")) {
            String heading = lastHeading(cells.get(index - 1).source());
            if (!heading.isEmpty()) {
                return shorten(heading);
            }
        }
        return shorten(
                cell.source()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    /** By identity: cells may have equal content. */
    private static int index(List<Cell> cells, Cell cell) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).json() == cell.json()) {
                return i;
            }
        }
        return -1;
    }

    private static String lastHeading(String markdown) {
        return markdown.lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .reduce("", (before, line) -> line.replaceFirst("#+ +", "").strip());
    }

    private static String shorten(String title) {
        return title.length() <= LONGEST
                ? title
                : title.substring(0, LONGEST - 1).stripTrailing() + "…";
    }
}
