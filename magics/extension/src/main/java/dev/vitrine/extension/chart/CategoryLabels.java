package dev.vitrine.extension.chart;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;

/**
 * A label for each category, as far as they fit. XChart asks for as much room as a number of five
 * digits takes on other axes, and leaves out every second name of two letters.
 */
final class CategoryLabels {

    /** Air between two labels. */
    private static final int GAP = 6;

    private CategoryLabels() {}

    /** Draws a chart; it is afterwards as it was. */
    static void during(CategoryChart chart, Graphics2D g, Runnable draw) {
        CategoryStyler styler = chart.getStyler();
        int hint = styler.getXAxisTickMarkSpacingHint();
        if (hint != styler.getTheme().getXAxisTickMarkSpacingHint()) {
            draw.run(); // somebody has chosen it
            return;
        }
        styler.setXAxisTickMarkSpacingHint(Math.min(hint, room(chart, g)));
        try {
            draw.run();
        } finally {
            styler.setXAxisTickMarkSpacingHint(hint);
        }
    }

    /** Pixels that the widest label needs along the axis. */
    private static int room(CategoryChart chart, Graphics2D g) {
        Font font = chart.getStyler().getAxisTickLabelsFont();
        FontMetrics metrics = g.getFontMetrics(font);
        if (chart.getStyler().getXAxisLabelRotation() != 0) {
            return metrics.getHeight() + GAP;
        }
        return GAP
                + chart.getSeriesCollection().stream()
                        .flatMap(series -> series.getXData().stream())
                        .mapToInt(name -> metrics.stringWidth(Objects.toString(name)))
                        .max()
                        .orElse(0);
    }
}
