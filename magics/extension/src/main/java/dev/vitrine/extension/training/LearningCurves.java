package dev.vitrine.extension.training;

import dev.vitrine.extension.chart.ChartTheme;
import dev.vitrine.learn.train.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A training run as a chart: loss, or that of each turn, on the left axis, accuracy on the test
 * images on the right one.
 */
public final class LearningCurves {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;

    /** Long runs are averaged down to so many points. */
    private static final int POINTS = 300;

    /** Of the first turn, the second, and so on. */
    private static final List<Color> LOSSES =
            List.of(new Color(0x4e79a7), new Color(0xe15759), new Color(0x76b7b2));

    private static final Color ACCURACY = new Color(0xf28e2b);

    private LearningCurves() {}

    /** The curves of a run so far; a chart without series before the first step. */
    public static XYChart of(History history) {
        return of(history.entries(), history.totalSteps(), history.losses());
    }

    static XYChart of(List<History.Entry> entries, long totalSteps, List<String> losses) {
        XYChart chart =
                new XYChartBuilder()
                        .theme(new ChartTheme())
                        .width(WIDTH)
                        .height(HEIGHT)
                        .xAxisTitle("step")
                        .build();
        // Half a step more than there are keeps XChart from putting its ticks on the data points.
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(Math.max(1, totalSteps) + 0.5);
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal);
        if (!entries.isEmpty()) {
            for (int turn = 0; turn < losses.size(); turn++) {
                addLoss(chart, entries, turn, losses.get(turn));
            }
            addAccuracy(chart, entries.stream().filter(e -> !Double.isNaN(e.accuracy())).toList());
        }
        return chart;
    }

    private static void addLoss(XYChart chart, List<History.Entry> entries, int turn, String name) {
        int bucket = (entries.size() + POINTS - 1) / POINTS;
        int count = (entries.size() + bucket - 1) / bucket;
        double[] steps = new double[count];
        double[] losses = new double[count];
        for (int i = 0; i < count; i++) {
            List<History.Entry> part =
                    entries.subList(i * bucket, Math.min(entries.size(), (i + 1) * bucket));
            steps[i] = part.stream().mapToLong(History.Entry::step).average().orElseThrow();
            losses[i] =
                    part.stream().mapToDouble(e -> e.losses().get(turn)).average().orElseThrow();
        }
        XYSeries series =
                chart.addSeries(
                        bucket == 1 ? name : "%s, mean of %d steps".formatted(name, bucket),
                        steps,
                        losses);
        series.setMarker(SeriesMarkers.NONE).setLineColor(LOSSES.get(turn % LOSSES.size()));
        series.setLineStyle(new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        chart.setYAxisGroupTitle(0, "loss");
        chart.getStyler().setYAxisMin(0, 0.0);
    }

    private static void addAccuracy(XYChart chart, List<History.Entry> measured) {
        if (measured.isEmpty()) {
            return;
        }
        XYSeries series =
                chart.addSeries(
                        "test accuracy",
                        measured.stream().mapToDouble(History.Entry::step).toArray(),
                        measured.stream().mapToDouble(e -> 100 * e.accuracy()).toArray());
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(ACCURACY).setLineColor(ACCURACY);
        series.setYAxisGroup(1);
        chart.setYAxisGroupTitle(1, "test accuracy, %");
        chart.getStyler().setYAxisMax(1, 100.0).setYAxisGroupPosition(1, YAxisPosition.Right);
    }
}
