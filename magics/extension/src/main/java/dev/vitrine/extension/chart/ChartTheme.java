package dev.vitrine.extension.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.knowm.xchart.style.theme.AbstractBaseTheme;

/**
 * How Vitrine's charts look: a quiet white card, thin grid, solid lines without markers, ten
 * colours that stay apart for colour-blind readers as far as ten can. A card reads the same in
 * light and dark themes, in an HTML export and on paper, which a transparent picture does not.
 *
 * <pre>{@code
 * var chart = new XYChartBuilder().theme(new ChartTheme()).title("Loss").build();
 * }</pre>
 */
public final class ChartTheme extends AbstractBaseTheme {

    private static final Color INK = new Color(0x1f2328);
    private static final Color MUTED = new Color(0x59636e);
    private static final Color GRID = new Color(0xe4e7eb);
    private static final Color AXIS = new Color(0xb4bac2);

    /** Tableau's ten colours of 2016, in an order that puts blue and orange first. */
    private static final Color[] SERIES = {
        new Color(0x4e79a7),
        new Color(0xf28e2b),
        new Color(0x59a14f),
        new Color(0xe15759),
        new Color(0xb07aa1),
        new Color(0x76b7b2),
        new Color(0x9c755f),
        new Color(0xff9da7),
        new Color(0xedc948),
        new Color(0x8a8f98),
    };

    private static final BasicStroke LINE =
            new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke HAIRLINE = new BasicStroke(0.8f);

    @Override
    public Font getBaseFont() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    }

    @Override
    public Color getChartFontColor() {
        return INK;
    }

    @Override
    public int getChartPadding() {
        return 12;
    }

    @Override
    public Color[] getSeriesColors() {
        return SERIES.clone();
    }

    @Override
    public Marker[] getSeriesMarkers() {
        return new Marker[] {SeriesMarkers.CIRCLE};
    }

    @Override
    public BasicStroke[] getSeriesLines() {
        return new BasicStroke[] {LINE};
    }

    @Override
    public Font getChartTitleFont() {
        return getBaseFont().deriveFont(Font.BOLD, 13f);
    }

    @Override
    public boolean isChartTitleBoxVisible() {
        return false;
    }

    @Override
    public LegendPosition getLegendPosition() {
        return LegendPosition.OutsideE;
    }

    @Override
    public Color getLegendBorderColor() {
        return Color.WHITE;
    }

    @Override
    public Font getAxisTitleFont() {
        return getBaseFont();
    }

    @Override
    public Font getAxisTickLabelsFont() {
        return getBaseFont().deriveFont(10f);
    }

    @Override
    public Color getAxisTickLabelsColor() {
        return MUTED;
    }

    @Override
    public Color getAxisTickMarksColor() {
        return AXIS;
    }

    @Override
    public BasicStroke getAxisTickMarksStroke() {
        return HAIRLINE;
    }

    @Override
    public boolean isAxisTicksLineVisible() {
        return false;
    }

    @Override
    public boolean isPlotBorderVisible() {
        return false;
    }

    @Override
    public boolean isPlotTicksMarksVisible() {
        return false;
    }

    @Override
    public Color getPlotGridLinesColor() {
        return GRID;
    }

    @Override
    public BasicStroke getPlotGridLinesStroke() {
        return HAIRLINE;
    }

    /**
     * Room for a number of five digits and some air. Where points are at equal distances, XChart
     * asks for it only in the charts of {@link RoundTicks}.
     */
    @Override
    public int getXAxisTickMarkSpacingHint() {
        return 70;
    }

    @Override
    public int getMarkerSize() {
        return 5;
    }
}
