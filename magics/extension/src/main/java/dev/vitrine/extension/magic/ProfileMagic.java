package dev.vitrine.extension.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.Kernel;
import dev.vitrine.extension.chart.ChartTheme;
import dev.vitrine.tensor.Profile;
import dev.vitrine.tensor.Profiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** {@code %%profile}: runs a cell and shows which tensor operations its time went to. */
public final class ProfileMagic implements CellMagic {

    public static final String USAGE =
            "then code: runs it and shows a table (operation, calls, time, share, GF/s) and a chart of the tensor"
                    + " operations it called";

    private static final int WIDTH = 720;
    private static final int HEIGHT = 320;

    /** Bars of the chart; what is left of the operations is in the table. */
    private static final int BARS = 12;

    @Override
    public Object run(List<String> arguments, String body) throws Exception {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    "%%profile takes code on the lines below it, not on its own line: "
                            + String.join(" ", arguments));
        }
        Kernel kernel = Kernel.current();
        Profiler profiler = Profiler.start();
        Object value;
        try {
            value = kernel.eval(body);
        } finally {
            profiler.close();
        }
        Profile profile = profiler.profile();
        kernel.display(table(profile));
        if (!profile.rows().isEmpty()) {
            kernel.display(chart(profile));
        }
        return value;
    }

    /** One row per operation and phase, most time first; the last row is what they do not cover. */
    public static Table table(Profile profile) {
        StringColumn operation = StringColumn.create("operation");
        StringColumn phase = StringColumn.create("phase");
        LongColumn calls = LongColumn.create("calls");
        DoubleColumn time = DoubleColumn.create("ms");
        DoubleColumn share = DoubleColumn.create("share %");
        DoubleColumn rate = DoubleColumn.create("GF/s");
        for (Profile.Row row : profile.rows()) {
            operation.append(row.operation());
            phase.append(row.phase().name().toLowerCase(Locale.ROOT));
            calls.append(row.calls());
            time.append(1000 * row.seconds());
            share.append(100 * row.share());
            if (Double.isNaN(row.gigaflops())) {
                rate.appendMissing();
            } else {
                rate.append(row.gigaflops());
            }
        }
        operation.append("(elsewhere)");
        phase.append("\u2013");
        calls.appendMissing();
        time.append(1000 * profile.elsewhere() * profile.seconds());
        share.append(100 * profile.elsewhere());
        rate.appendMissing();
        return Table.create("Profile", operation, phase, calls, time, share, rate);
    }

    /** The operations that took most, as bars of their share. */
    static CategoryChart chart(Profile profile) {
        List<String> names = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (Profile.Row row : profile.rows().subList(0, Math.min(BARS, profile.rows().size()))) {
            String mark =
                    switch (row.phase()) {
                        case FORWARD -> "";
                        case BACKWARD -> " back";
                        case UPDATE -> " update";
                    };
            names.add(row.operation() + mark);
            shares.add(100 * row.share());
        }
        CategoryChart chart =
                new CategoryChartBuilder()
                        .theme(new ChartTheme())
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("Where the time went")
                        .yAxisTitle("% of the time")
                        .build();
        chart.getStyler().setXAxisLabelRotation(45);
        chart.getStyler().setLegendVisible(false);
        chart.addSeries("share", names, shares);
        return chart;
    }
}
