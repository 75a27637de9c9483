package dev.vitrine.extension.chart;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/**
 * Ticks of an x-axis at round numbers, as far apart as the style asks. XChart 4.0 does so only
 * where points are not at equal distances; a curve with a point for each step gets ticks at points,
 * such as 10, 33, 56, whose labels run into each other. If the axis ends a thousandth of a step
 * behind the last point, it takes the other way.
 */
final class RoundTicks {

    private static final double SHARE = 1e-3;

    /** XChart takes distances for equal that differ by less than half of this. */
    private static final double LEAST = 2e-4;

    private RoundTicks() {}

    /** Draws a chart; it is afterwards as it was. */
    static void during(XYChart chart, Runnable draw) {
        XYStyler styler = chart.getStyler();
        Double end = styler.getXAxisMax();
        OptionalDouble last =
                chart.getSeriesCollection().stream()
                        .flatMapToDouble(series -> Arrays.stream(series.getXData()))
                        .max();
        if (last.isEmpty() || !areCrowded(chart)) {
            draw.run();
            return;
        }
        double from = end == null ? last.getAsDouble() : end;
        styler.setXAxisMax(from + Math.max(LEAST, SHARE * step(chart.getSeriesCollection())));
        try {
            draw.run();
        } finally {
            styler.setXAxisMax(end);
        }
    }

    /** Whether a tick at each point would be closer to the next than the style asks. */
    private static boolean areCrowded(XYChart chart) {
        int most =
                chart.getSeriesCollection().stream()
                        .mapToInt(series -> series.getXData().length)
                        .max()
                        .orElse(0);
        return (long) most * chart.getStyler().getXAxisTickMarkSpacingHint() > chart.getWidth();
    }

    /** Distance of the first two points of the first series that has two. */
    private static double step(Collection<XYSeries> all) {
        return all.stream()
                .map(XYSeries::getXData)
                .filter(x -> x.length > 1)
                .mapToDouble(x -> Math.abs(x[1] - x[0]))
                .filter(Double::isFinite)
                .findFirst()
                .orElse(0);
    }
}
