package dev.vitrine.extension.chart;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import dev.vitrine.extension.picture.Card;
import dev.vitrine.extension.picture.Png;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Shows XChart charts as PNG at twice their size, with the size in the metadata: sharp on dense
 * screens, and the one picture format that JupyterLab shows without trust, that every export keeps,
 * and that GitHub shows. The chart stands on a {@link Card}, so that it reads well in a dark theme
 * too.
 */
public final class ChartRenderer implements Renderer<IChart> {

    private static final int SCALE = 2;

    /** Charts of more pixels than this are drawn at their own size. */
    private static final long MAX_PIXELS = 16_000_000;

    private static final int MAX_SERIES_NAMES = 20;

    @Override
    public MimeBundle render(IChart chart) throws IOException {
        int width = chart.getWidth();
        int height = chart.getHeight();
        int scale = (long) width * height * SCALE * SCALE > MAX_PIXELS ? 1 : SCALE;
        BufferedImage image = Card.draw(width, height, scale, g -> paint(chart, g));
        return MimeBundle.png(Png.encode(image))
                .with(MimeBundle.TEXT, describe(chart))
                .withMetadata(MimeBundle.PNG, Map.of("width", width, "height", height));
    }

    private static void paint(IChart chart, Graphics2D g) {
        Runnable draw = () -> chart.paint(g, chart.getWidth(), chart.getHeight());
        if (chart instanceof XYChart curves) {
            RoundTicks.during(curves, draw);
        } else if (chart instanceof CategoryChart bars) {
            CategoryLabels.during(bars, g, draw);
        } else {
            draw.run();
        }
    }

    /** "XYChart 'Loss', 700×400: train, test". */
    private static String describe(IChart chart) {
        String title =
                chart.getTitle() == null || chart.getTitle().isBlank()
                        ? ""
                        : " '" + chart.getTitle() + "'";
        String series =
                chart instanceof Chart<?, ?> full
                        ? full.getSeriesCollection().stream()
                                .limit(MAX_SERIES_NAMES)
                                .map(s -> s.getName())
                                .collect(Collectors.joining(", "))
                        : "";
        return "%s%s, %d\u00d7%d%s"
                .formatted(
                        chart.getClass().getSimpleName(),
                        title,
                        chart.getWidth(),
                        chart.getHeight(),
                        series.isEmpty() ? "" : ": " + series);
    }
}
