package dev.vitrine.extension.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.MimeBundle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
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
}
