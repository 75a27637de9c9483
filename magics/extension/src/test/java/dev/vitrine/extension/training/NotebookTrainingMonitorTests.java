package dev.vitrine.extension.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.extension.RecordingKernel;
import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.learn.train.TrainingRun;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class NotebookTrainingMonitorTests {

    private final RecordingKernel kernel = new RecordingKernel();
    private final NotebookTrainingMonitor monitor = new NotebookTrainingMonitor(kernel);

    private static History.Entry entry(long step, double accuracy, double seconds) {
        return new History.Entry(step, step / 100.0, 2.3 / step, accuracy, 1e-3, 1000, seconds);
    }

    private void run(int steps, int total, double secondsPerStep) {
        monitor.started(new TrainingRun("Vit <script>", 137_866, total, 64, 100, true));
        for (int step = 1; step <= steps; step++) {
            monitor.step(entry(step, Double.NaN, step * secondsPerStep));
        }
    }

    private String bar(String type) {
        return (String) ((MimeBundle) kernel.displays.get("display-0")).data().get(type);
    }

    @Test
    void aRunIsTwoDisplaysWhateverItsLength() {
        run(1000, 1000, 0.1);
        monitor.finished(null);

        assertThat(kernel.displays).hasSize(2);
        assertThat(kernel.displays.get("display-1")).isInstanceOf(XYChart.class);
    }

    @Test
    void fastStepsDoNotFloodTheFrontEnd() {
        run(20_000, 20_000, 0.001);

        assertThat(kernel.messages).as("in 20 seconds").hasSizeLessThan(4 * 20 + 20 / 3 + 3);
    }

    @Test
    void aDayOfTrainingStaysWithinThousandsOfMessages() {
        run(864_000, 864_000, 0.1);

        assertThat(kernel.messages).hasSizeLessThan(5_000);
    }

    @Test
    void progressIsShownWhileItRuns() {
        run(40, 100, 1);
        monitor.evaluated(entry(40, 0.9123, 41));
        monitor.step(entry(41, Double.NaN, 42));

        assertThat(bar(MimeBundle.TEXT))
                .contains(
                        "step 41 of 100",
                        "loss 0.2414",
                        "test accuracy 91.23 %",
                        "1,000 images/s",
                        "1:00 left");
        assertThat(bar(MimeBundle.HTML))
                .contains("width: 41.0%")
                .contains("Vit &lt;script&gt;")
                .doesNotContain("Vit <script>");
    }

    @Test
    void theEndIsShownAtOnceAndWhole() {
        run(100, 100, 0.01);
        monitor.evaluated(entry(100, 0.98, 1.5));
        monitor.finished(null);

        assertThat(bar(MimeBundle.TEXT))
                .contains("step 100 of 100", "done in 0:02", "98.00 %")
                .doesNotContain("left");
        XYChart chart = (XYChart) kernel.displays.get("display-1");
        assertThat(chart.getSeriesCollection())
                .extracting(s -> s.getName())
                .containsExactly("loss", "test accuracy");
    }

    @Test
    void interruptionSaysSoAndKeepsTheCurvesAsTheyAre() {
        run(30, 100, 1);
        Object curves = kernel.displays.get("display-1");
        monitor.interrupted(null);

        assertThat(bar(MimeBundle.TEXT))
                .contains("step 30 of 100", "interrupted", "keeps its weights");
        assertThat(curves).isInstanceOf(XYChart.class);
        assertThat(kernel.displays.get("display-1")).isSameAs(curves);
    }

    @Test
    void aStoppedCellIsAnInterruptionAndNoFailure() {
        run(30, 100, 1);
        monitor.failed(null, new CellInterrupt());

        assertThat(bar(MimeBundle.TEXT)).contains("interrupted").doesNotContain("failed");
    }

    @Test
    void failureIsShownWithItsReason() {
        run(3, 100, 1);
        monitor.failed(null, new IllegalStateException("The loss is NaN <at> step 3"));

        assertThat(bar(MimeBundle.HTML))
                .contains("failed after 0:03", "The loss is NaN &lt;at&gt; step 3");
    }

    @Test
    void aRunThatEndsBeforeItsFirstStepHasNoPlot() {
        monitor.started(new TrainingRun("Vit", 1, 100, 64, 100, false));
        monitor.interrupted(null);

        assertThat(kernel.displays).hasSize(1);
        assertThat(bar(MimeBundle.TEXT)).contains("step 0 of 100", "interrupted");
    }

    @Test
    void isOfferedOnlyWhereAKernelRuns() {
        assertThat(Kernel.find()).isEmpty();
        assertThat(new NotebookTrainingMonitor.Provider().monitor()).isEmpty();
        try (RecordingKernel present = RecordingKernel.current()) {
            assertThat(Kernel.find()).containsSame(present);
            assertThat(ServiceLoader.load(TrainingMonitor.Provider.class))
                    .anySatisfy(
                            p ->
                                    assertThat(p.monitor())
                                            .get()
                                            .isInstanceOf(NotebookTrainingMonitor.class));
        }
    }
}
