package dev.vitrine.extension.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;

/** Numbers as coloured squares, with a word beside each row and one above each column. */
record LabelledMatrix(ValueGrid grid, List<String> rows, List<String> columns) {

    private static final int SQUARE = 24;
    private static final int GAP = 6;
    private static final int MARGIN = 12;
    private static final int LONGEST_LABEL = 160;
    private static final Color INK = new Color(0x1f2328);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    LabelledMatrix {
        if (rows.size() != grid.height() || columns.size() != grid.width()) {
            throw new IllegalArgumentException(
                    "%d x %d values need as many labels, not %d and %d"
                            .formatted(grid.height(), grid.width(), rows.size(), columns.size()));
        }
    }

    BufferedImage image() {
        int left = MARGIN + longest(rows) + GAP;
        int top = MARGIN + longest(columns) + GAP;
        int width = left + grid.width() * SQUARE + MARGIN;
        int height = top + grid.height() * SQUARE + MARGIN;
        return Card.draw(
                width,
                height,
                1,
                g -> {
                    g.setColor(Color.WHITE);
                    g.fillRect(0, 0, width, height);
                    g.setFont(FONT);
                    for (int y = 0; y < grid.height(); y++) {
                        for (int x = 0; x < grid.width(); x++) {
                            g.setColor(new Color(ColorMap.rgb(grid.share(y, x))));
                            g.fillRect(left + x * SQUARE, top + y * SQUARE, SQUARE - 1, SQUARE - 1);
                        }
                        beside(g, rows.get(y), left - GAP, top + y * SQUARE);
                    }
                    for (int x = 0; x < grid.width(); x++) {
                        above(g, columns.get(x), left + x * SQUARE, top - GAP);
                    }
                });
    }

    private static void beside(Graphics2D graphics, String label, int right, int top) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.setColor(INK);
        String shown = shortened(label, metrics);
        graphics.drawString(shown, right - metrics.stringWidth(shown), top + baseline(metrics));
    }

    private static void above(Graphics2D graphics, String label, int left, int bottom) {
        AffineTransform upright = graphics.getTransform();
        graphics.translate(left + baseline(graphics.getFontMetrics()), bottom);
        graphics.rotate(-Math.PI / 2);
        graphics.setColor(INK);
        graphics.drawString(shortened(label, graphics.getFontMetrics()), 0, 0);
        graphics.setTransform(upright);
    }

    /** Where text stands in a square so that it is in its middle. */
    private static int baseline(FontMetrics metrics) {
        return (SQUARE - metrics.getHeight()) / 2 + metrics.getAscent();
    }

    private static int longest(List<String> labels) {
        int[] longest = {0};
        Card.draw(
                1,
                1,
                1,
                g -> {
                    FontMetrics metrics = g.getFontMetrics(FONT);
                    longest[0] =
                            labels.stream()
                                    .mapToInt(l -> metrics.stringWidth(shortened(l, metrics)))
                                    .max()
                                    .orElse(0);
                });
        return longest[0];
    }

    private static String shortened(String label, FontMetrics metrics) {
        return Stream.iterate(label, l -> l.substring(0, l.length() - 2) + "\u2026")
                .filter(l -> l.length() < 2 || metrics.stringWidth(l) <= LONGEST_LABEL)
                .findFirst()
                .orElseThrow();
    }
}
