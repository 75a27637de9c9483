package dev.vitrine.extension.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.MimeBundle;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NdArrayRendererTests {

    private static String text(INDArray array) throws IOException {
        return (String) new NdArrayRenderer().render(array).data().get(MimeBundle.TEXT);
    }

    private static String html(INDArray array) throws IOException {
        return (String) new NdArrayRenderer().render(array).data().get(MimeBundle.HTML);
    }

    @Test
    void matrixIsShownWithShapeStatisticsAndValues() throws IOException {
        assertThat(text(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4.5f}})))
                .isEqualTo(
                        """
                        INDArray float (2, 2)
                        min 1, mean 2.625, max 4.5, std 1.2930
                        [[1.0, 2.0],
                         [3.0, 4.5]]""");
    }

    @Test
    void scalarAndVectorHaveNumPysShapes() throws IOException {
        assertThat(text(Nd4j.scalar(3.14))).startsWith("INDArray double ()").endsWith("\n3.14");
        assertThat(text(Nd4j.createFromArray(1, 2, 3)))
                .startsWith("INDArray int (3,)")
                .endsWith("\n[1, 2, 3]");
    }

    @Test
    void viewsAndColumnMajorArraysShowTheirOwnElements() throws IOException {
        INDArray base = Nd4j.arange(12).reshape(3, 4);

        assertThat(text(base.transpose())).contains("[[ 0,  4,  8],").contains(" [ 3,  7, 11]]");
        assertThat(text(base.getRow(1))).endsWith("[4, 5, 6, 7]");
        assertThat(text(Nd4j.create(new double[] {1, 2, 3, 4}, new long[] {2, 2}, 'f')))
                .contains("[[1, 3],")
                .contains(" [2, 4]]");
    }

    @Test
    void largeArraysShowTheirEndsOnly() throws IOException {
        String text = text(Nd4j.arange(10_000).reshape(100, 100));

        assertThat(text)
                .contains("…")
                .contains("9999]]")
                .contains("[[   0,    1,    2, …,   97,   98,   99],");
        assertThat(text.lines()).hasSize(2 + 7);
        assertThat(text(Nd4j.zeros(DataType.FLOAT, 50, 60, 70))).hasSizeLessThan(2000);
    }

    @Test
    void notANumberAndInfinityAreCountedAndKeptOutOfTheMean() throws IOException {
        assertThat(text(Nd4j.createFromArray(1, 3, Double.NaN, Double.POSITIVE_INFINITY)))
                .contains("min 1, mean 2, max 3, std 1, 1 NaN, 1 infinite")
                .contains("NaN");
        assertThat(text(Nd4j.createFromArray(Double.NaN, Double.NaN)))
                .contains("2 NaN")
                .doesNotContain("mean");
    }

    @Test
    void emptyArrayIsShown() throws IOException {
        assertThat(text(Nd4j.empty(DataType.FLOAT))).isEqualTo("INDArray float, empty");
    }

    @Test
    void textArraysAreShownAsText() throws IOException {
        assertThat(text(Nd4j.create("one", "two"))).contains("one").contains("utf8");
    }

    @Test
    void imagesAreShownAsPictures() throws IOException {
        for (long[] shape : new long[][] {{28, 28}, {32, 32, 3}, {28, 28, 1}, {40, 28, 28, 1}}) {
            assertThat(html(Nd4j.zeros(DataType.FLOAT, shape)))
                    .as(Nd4j.zeros(shape).shapeInfoToString())
                    .contains("src=\"data:image/png;base64,");
        }
        assertThat(html(Nd4j.zeros(DataType.FLOAT, 40, 28, 28, 1)))
                .contains("the first 32 of 40 images");
    }

    @Test
    void otherShapesAreNotTakenForPictures() throws IOException {
        for (long[] shape :
                new long[][] {
                    {4, 4}, {10, 192}, {192, 1000}, {28, 28, 2}, {3, 28, 28}, {64}, {2, 28, 28, 4}
                }) {
            assertThat(html(Nd4j.zeros(DataType.FLOAT, shape))).doesNotContain("<img");
        }
    }
}
