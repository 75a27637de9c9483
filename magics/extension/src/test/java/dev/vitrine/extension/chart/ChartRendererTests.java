package dev.vitrine.extension.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.MimeBundle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;

class ChartRendererTests {

    private static XYChart lines(int width, int height) {
        XYChart chart =
                new XYChartBuilder()
                        .theme(new ChartTheme())
                        .width(width)
                        .height(height)
                        .title("Loss")
                        .build();
        chart.addSeries("train", new double[] {0, 1, 2}, new double[] {2.3, 0.5, 0.1});
        return chart;
    }

    private static BufferedImage picture(MimeBundle bundle) throws IOException {
        return ImageIO.read(new ByteArrayInputStream((byte[]) bundle.data().get(MimeBundle.PNG)));
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }

    @Test
    void pictureHasTwiceThePixelsAndTheSizeInItsMetadata() throws IOException {
        MimeBundle bundle = new ChartRenderer().render(lines(400, 250));

        assertThat(picture(bundle).getWidth()).isEqualTo(800);
        assertThat(picture(bundle).getHeight()).isEqualTo(500);
        assertThat(bundle.metadata())
                .containsEntry(MimeBundle.PNG, Map.of("width", 400, "height", 250));
    }

    @Test
    void seriesAreDrawnInTheThemesColours() throws IOException {
        assertThat(colours(picture(new ChartRenderer().render(lines(400, 250)))))
                .contains(0xff4e79a7);
    }

    @Test
    void cardIsOpaqueWithTransparentCorners() throws IOException {
        BufferedImage image = picture(new ChartRenderer().render(lines(400, 250)));

        assertThat(image.getRGB(0, 0) >>> 24).isZero();
        assertThat(image.getRGB(400, 6) >>> 24).isEqualTo(0xff);
    }

    @Test
    void hugeChartIsDrawnAtItsOwnSize() throws IOException {
        assertThat(picture(new ChartRenderer().render(lines(3000, 2000))).getWidth())
                .isEqualTo(3000);
    }

    @Test
    void everyKindOfChartIsDrawn() throws IOException {
        var bars =
                new CategoryChartBuilder().width(300).height(200).theme(new ChartTheme()).build();
        bars.addSeries("count", List.of("a", "b"), List.of(1, 2));
        var pie = new PieChartBuilder().width(300).height(200).theme(new ChartTheme()).build();
        pie.addSeries("a", 1);
        for (IChart chart : List.of(bars, pie)) {
            assertThat(colours(picture(new ChartRenderer().render(chart)))).hasSizeGreaterThan(10);
        }
    }

    @Test
    void textNamesTitleSizeAndSeries() throws IOException {
        assertThat(new ChartRenderer().render(lines(400, 250)).data())
                .containsEntry(MimeBundle.TEXT, "XYChart 'Loss', 400×250: train");
    }

    /** XChart asks for the text of each tick, of some outside of the axis, and of its ends. */
    private static List<Double> ticks(XYChart chart) throws IOException {
        List<Double> at = new ArrayList<>();
        chart.getStyler()
                .setXAxisTickLabelsFormattingFunction(
                        x -> {
                            at.add(x);
                            return x.toString();
                        });
        new ChartRenderer().render(chart);
        return at.stream().distinct().sorted().toList();
    }

    private static XYChart steps(int count) {
        XYChart chart = new XYChartBuilder().theme(new ChartTheme()).width(720).height(300).build();
        double[] x = IntStream.rangeClosed(10, 9 + count).asDoubleStream().toArray();
        chart.addSeries("loss", x, x);
        return chart;
    }

    @Test
    void curveOfManyStepsHasTicksAtRoundNumbers() throws IOException {
        assertThat(ticks(steps(590)))
                .filteredOn(x -> x > 10 && x < 599)
                .containsExactly(100.0, 200.0, 300.0, 400.0, 500.0);
    }

    @Test
    void fewPointsHaveTicksOfTheirOwn() throws IOException {
        assertThat(ticks(steps(4))).containsExactly(10.0, 11.0, 12.0, 13.0);
    }

    @Test
    void drawingLeavesTheAxisAsItWas() throws IOException {
        XYChart free = steps(590);
        XYChart ending = steps(590);
        ending.getStyler().setXAxisMax(700.0);

        ticks(free);
        ticks(ending);

        assertThat(free.getStyler().getXAxisMax()).isNull();
        assertThat(ending.getStyler().getXAxisMax()).isEqualTo(700.0);
    }

    @Test
    void chartWithoutPointsIsDrawn() throws IOException {
        XYChart empty = new XYChartBuilder().theme(new ChartTheme()).width(300).height(200).build();

        assertThat(picture(new ChartRenderer().render(empty)).getWidth()).isEqualTo(600);
    }

    private static CategoryChart bars(List<String> names) {
        CategoryChart bars =
                new CategoryChartBuilder().width(600).height(300).theme(new ChartTheme()).build();
        bars.getStyler().setLegendVisible(false);
        bars.addSeries("count", names, names.stream().map(String::length).toList());
        return bars;
    }

    /** Words below the axis: dark columns that are apart by more than a letter. */
    private static int labels(CategoryChart bars) throws IOException {
        BufferedImage image = picture(new ChartRenderer().render(bars));
        int count = 0;
        int light = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            boolean dark = false;
            for (int y = image.getHeight() - 50; y < image.getHeight() - 25; y++) {
                int rgb = image.getRGB(x, y);
                dark |= rgb >>> 24 == 0xff && (rgb >> 8 & 0xff) < 0xa0;
            }
            if (dark && light > 6) {
                count++;
            }
            light = dark ? 0 : light + 1;
        }
        return count;
    }

    private static final List<String> LANGUAGES =
            List.of("en", "de", "es", "fr", "it", "pt", "nl", "sv", "pl", "ja");

    @Test
    void eachCategoryHasItsLabelWhereTheyFit() throws IOException {
        assertThat(labels(bars(LANGUAGES))).isEqualTo(10);
    }

    @Test
    void labelsThatDoNotFitAreLeftOut() throws IOException {
        List<String> names = LANGUAGES.stream().map(each -> "language-of-" + each).toList();

        assertThat(labels(bars(names))).isBetween(2, 5);
    }

    @Test
    void chosenDistanceOfLabelsIsKept() throws IOException {
        CategoryChart bars = bars(LANGUAGES);
        bars.getStyler().setXAxisTickMarkSpacingHint(120);

        assertThat(labels(bars)).isLessThan(6);
        assertThat(bars.getStyler().getXAxisTickMarkSpacingHint()).isEqualTo(120);
    }
}
