package dev.vitrine.learn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class MetricsTests {

    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static Metrics metrics() {
        return new Metrics(new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 1, 0}, 0.5, CLASSES);
    }

    @Test
    void accuracyIsTheShareOfRightAnswers() {
        assertThat(metrics().accuracy()).isCloseTo(0.6, within(1e-12));
        assertThat(metrics().wrong()).containsExactly(2, 4);
    }

    @Test
    void confusionMatrixCountsActualByPredicted() {
        Table table = metrics().confusionMatrix();
        assertThat(table.columnNames()).containsExactly("actual \\ predicted", "a", "b", "c");
        assertThat(table.intColumn("a").asObjectArray()).containsExactly(2, 1, 0);
        assertThat(table.intColumn("b").asObjectArray()).containsExactly(1, 1, 0);
        assertThat(table.intColumn("c").asObjectArray()).containsExactly(0, 0, 0);
    }

    @Test
    void perClassFiguresAreMissingWhereTheyHaveNoValue() {
        Table table = metrics().perClass();
        assertThat(table.doubleColumn("precision").get(0)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(table.doubleColumn("recall").get(1)).isCloseTo(0.5, within(1e-12));
        assertThat(table.doubleColumn("F1").get(1)).isCloseTo(0.5, within(1e-12));
        assertThat(table.doubleColumn("precision").isMissing(2)).isTrue();
        assertThat(table.doubleColumn("recall").isMissing(2)).isTrue();
        assertThat(table.intColumn("images").asObjectArray()).containsExactly(3, 2, 0);
    }

    /** One pixel per image; brighter ones are class 1. */
    private static ImageSet images() {
        return new ImageSet(
                "five",
                new byte[] {0, 10, -1, -2, -3},
                1,
                1,
                1,
                new int[] {0, 1, 1, 1, 1},
                CLASSES);
    }

    private static Tensor logits(Tensor images) {
        Tensor bright = images.reshape(images.size(0), 1);
        return Tensor.concat(1, bright.neg(), bright, bright.mul(0).add(-50));
    }

    @Test
    void anyBatchSizeGivesTheSamePredictionsAndLoss() {
        Metrics whole = Metrics.of(MetricsTests::logits, images(), 5);
        Metrics parts = Metrics.of(MetricsTests::logits, images(), 2);
        assertThat(whole.predicted()).containsExactly(0, 0, 1, 1, 1);
        assertThat(parts.predicted()).containsExactly(whole.predicted());
        assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-6));
        double first = Math.log1p(Math.exp(-2));
        assertThat(Metrics.of(MetricsTests::logits, images().first(1)).loss())
                .isCloseTo(first, within(1e-6));
    }

    @Test
    void interruptEndsTheEvaluation() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Metrics.of(MetricsTests::logits, images(), 1))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("after 0 of 5 images");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
