package dev.vitrine.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Splittable;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TrainerTests {

    /** A linear classifier of 2 x 2 pixels. */
    private static final class Tiny extends Layer implements Classifier {

        private final Linear head;
        private final Dropout dropout = child("drop", new Dropout(0.25));

        Tiny(long seed) {
            head = child("head", new Linear(4, 2, new Initializer(new Philox(seed), DType.FLOAT)));
        }

        @Override
        public Tensor forward(Tensor images) {
            return head.forward(dropout.forward(images.reshape(images.size(0), 4)));
        }
    }

    /** Class 1 if the upper left pixel is bright. */
    private static ImageSet images() {
        Philox random = new Philox(99);
        byte[] pixels = new byte[4 * 64];
        int[] labels = new int[64];
        for (int i = 0; i < 64; i++) {
            for (int p = 0; p < 4; p++) {
                pixels[4 * i + p] = (byte) random.nextInt(256);
            }
            labels[i] = (pixels[4 * i] & 0xff) > 127 ? 1 : 0;
        }
        return new ImageSet("corners", pixels, 2, 2, 1, labels, List.of("dark", "bright"));
    }

    private static Trainer trainer(Layer model) {
        return Trainer.of(model)
                .data(Batches.of(images(), 16, 1))
                .optimizer(AdamW.Settings.of(0.05, 1e-4))
                .monitor(new TrainingMonitor() {})
                .steps(60);
    }

    /** Writes down what it is told. */
    private static class Recorder implements TrainingMonitor {

        final List<String> events = new ArrayList<>();

        @Override
        public void started(TrainingRun run) {
            events.add("started " + run.totalSteps());
        }

        @Override
        public void step(History.Entry entry) {
            events.add("step " + entry.step());
        }

        @Override
        public void evaluated(History.Entry entry) {
            events.add("evaluated " + entry.step());
        }

        @Override
        public void finished(History history) {
            events.add("finished");
        }

        @Override
        public void interrupted(History history) {
            events.add("interrupted");
        }

        @Override
        public void failed(History history, Throwable cause) {
            events.add("failed " + cause.getClass().getSimpleName());
        }
    }

    @Test
    void trainingLowersTheLossAndRaisesTheAccuracy() {
        History history = trainer(new Tiny(1)).test(images()).run();
        assertThat(history.meanLoss(10)).isLessThan(history.entries().get(0).loss());
        assertThat(history.accuracy()).isPresent();
        assertThat(history.accuracy().getAsDouble()).isGreaterThan(0.9);
        assertThat(history.interrupted()).isFalse();
    }

    @Test
    void sameSeedGivesTheSameNumbersToTheLastBit() {
        Tiny one = new Tiny(1);
        Tiny two = new Tiny(1);
        History first = trainer(one).seed(4).run();
        History second = trainer(two).seed(4).run();
        assertThat(losses(second)).isEqualTo(losses(first));
        assertThat(two.parameters().get("head/kernel").toFloatArray())
                .containsExactly(one.parameters().get("head/kernel").toFloatArray());
        assertThat(losses(trainer(new Tiny(1)).seed(5).run())).isNotEqualTo(losses(first));
    }

    @Test
    void evaluatingMoreOftenDoesNotChangeTraining() {
        History rarely = trainer(new Tiny(1)).test(images()).run();
        History often = trainer(new Tiny(1)).test(images()).evaluateEvery(7).run();
        assertThat(losses(often)).isEqualTo(losses(rarely));
    }

    private static List<Double> losses(History history) {
        return history.entries().stream().map(History.Entry::loss).toList();
    }

    @Test
    void historyIsATableWithAccuracyWhereItWasMeasured() {
        Table table = trainer(new Tiny(1)).steps(5).test(images()).evaluateEvery(2).run().table();
        assertThat(table.columnNames())
                .containsExactly(
                        "step",
                        "epoch",
                        "loss",
                        "accuracy",
                        "learning rate",
                        "images/s",
                        "seconds");
        assertThat(table.rowCount()).isEqualTo(5);
        assertThat(table.doubleColumn("accuracy").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("accuracy").isMissing(1)).isFalse();
        assertThat(table.doubleColumn("accuracy").isMissing(4)).isFalse();
        assertThat(table.doubleColumn("epoch").get(4)).isEqualTo(1.25);
    }

    @Test
    void learningRateFollowsTheSchedule() {
        History history = trainer(new Tiny(1)).steps(4).schedule(Schedule.linear(4, 0)).run();
        assertThat(history.entries().stream().map(History.Entry::learningRate))
                .containsExactly(0.05, 0.05 * 0.75, 0.05 * 0.5, 0.05 * 0.25);
    }

    @Test
    void masksReachTheOptimizer() {
        Tiny model = new Tiny(1);
        float[] kernel = model.parameters().get("head/kernel").toFloatArray();
        trainer(model).masks(Masks.standard().frozen("head/kernel")).run();
        assertThat(model.parameters().get("head/kernel").toFloatArray()).isEqualTo(kernel);
        assertThat(model.parameters().get("head/bias").toFloatArray()[0]).isNotZero();
    }

    @Test
    void epochsBecomeSteps() {
        assertThat(trainer(new Tiny(1)).epochs(1.5).run().steps()).isEqualTo(6);
    }

    @Test
    void monitorHearsEverythingInOrder() {
        Recorder recorder = new Recorder();
        trainer(new Tiny(1)).steps(3).test(images()).evaluateEvery(2).monitor(recorder).run();
        assertThat(recorder.events)
                .containsExactly(
                        "started 3",
                        "step 1",
                        "step 2",
                        "evaluated 2",
                        "step 3",
                        "evaluated 3",
                        "finished");
    }

    @Test
    void interruptKeepsThePartialResult() {
        Recorder recorder =
                new Recorder() {
                    @Override
                    public void step(History.Entry entry) {
                        super.step(entry);
                        if (entry.step() == 3) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        Tiny model = new Tiny(1);
        float[] before = model.parameters().get("head/kernel").toFloatArray();
        History history = trainer(model).monitor(recorder).run();
        assertThat(history.interrupted()).isTrue();
        assertThat(history.steps()).isEqualTo(3);
        assertThat(history.totalSteps()).isEqualTo(60);
        assertThat(recorder.events).endsWith("step 3", "interrupted");
        assertThat(model.isTraining()).isFalse();
        assertThat(model.parameters().get("head/kernel").toFloatArray()).isNotEqualTo(before);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void interruptDuringEvaluationKeepsThePartialResult() {
        Recorder recorder =
                new Recorder() {
                    @Override
                    public void step(History.Entry entry) {
                        super.step(entry);
                        if (entry.step() == 2) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        History history =
                trainer(new Tiny(1)).test(images()).evaluateEvery(2).monitor(recorder).run();
        assertThat(history.interrupted()).isTrue();
        assertThat(history.steps()).isEqualTo(2);
        assertThat(recorder.events).endsWith("step 2", "interrupted");
    }

    /** A notebook stops a cell by an error thrown inside it. */
    @Test
    void errorsFromTheLossPassThroughAndTheHistoryStays() {
        class Stop extends Error {
            private static final long serialVersionUID = 1L;
        }
        Recorder recorder = new Recorder();
        Tiny model = new Tiny(1);
        int[] calls = {0};
        Trainer trainer =
                trainer(model)
                        .monitor(recorder)
                        .loss(
                                batch -> {
                                    if (++calls[0] == 3) {
                                        throw new Stop();
                                    }
                                    return LossFunction.softmaxCrossEntropy(model).loss(batch);
                                });
        assertThatThrownBy(trainer::run).isInstanceOf(Stop.class);
        assertThat(trainer.history().steps()).isEqualTo(2);
        assertThat(recorder.events).endsWith("step 2", "failed Stop");
        assertThat(model.isTraining()).isFalse();
    }

    @Test
    void lossThatIsNoNumberNamesStepAndLearningRate() {
        Tiny model = new Tiny(1);
        int[] calls = {0};
        Trainer trainer =
                trainer(model)
                        .schedule(Schedule.constant())
                        .loss(
                                batch -> {
                                    Tensor loss =
                                            LossFunction.softmaxCrossEntropy(model).loss(batch);
                                    return ++calls[0] == 3 ? loss.mul(Double.NaN) : loss;
                                });
        assertThatThrownBy(trainer::run)
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("The loss is NaN at step 3 of 60, with learning rate 0.0500");
        assertThat(trainer.history().steps()).isEqualTo(2);
    }

    @Test
    void whatIsMissingIsSaidBeforeTheFirstStep() {
        assertThatThrownBy(() -> Trainer.of(new Tiny(1)).steps(1).run())
                .hasMessageContaining("no data");
        assertThatThrownBy(() -> Trainer.of(new Tiny(1)).data(Batches.of(images(), 8, 0)).run())
                .hasMessageContaining("steps(n) or epochs(n)");
        assertThatThrownBy(() -> trainer(new Layer() {}).run())
                .hasMessageContaining("no Classifier");
        assertThatThrownBy(() -> trainer(new Tiny(1)).steps(0)).hasMessageContaining("at least 1");
    }

    @Test
    void aMaskThatMatchesNothingIsNamedBeforeTheFirstStep() {
        Recorder recorder = new Recorder();
        assertThatThrownBy(
                        () ->
                                trainer(new Tiny(1))
                                        .masks(Masks.standard().frozen("haed/.*"))
                                        .monitor(recorder)
                                        .run())
                .hasMessageContaining("\"haed/.*\" matches none")
                .hasMessageContaining("head/kernel");
        assertThat(recorder.events).isEmpty();
    }

    @Test
    void consoleShowsWhereTheRunStands() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleMonitor monitor =
                new ConsoleMonitor(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        monitor.started(new TrainingRun("Vit", 137_866, 1000, 64, 500, true));
        monitor.step(new History.Entry(100, 0.2, 1.5, Double.NaN, 1e-3, 640, 10));
        monitor.step(new History.Entry(101, 0.2, 1.5, Double.NaN, 1e-3, 640, 10.1));
        monitor.evaluated(new History.Entry(500, 1, 0.5, 0.975, 1e-3, 640, 50));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Training Vit with 137,866 parameters: 1,000 steps of 64 images, 2.0 epochs",
                        "step 100/1,000  epoch 0.20  loss 1.5000  640 images/s  1:30 left",
                        "step 500/1,000  accuracy 97.50 %");
    }

    /** y = w x. */
    private static final class Slope extends Layer {
        private final Tensor w = parameter("w", Tensor.of(new float[] {0}, 1).requiresGrad(true));

        Tensor loss(Points points) {
            int n = points.size();
            Tensor error = Tensor.of(points.x(), n).mul(w).sub(Tensor.of(points.y(), n));
            return error.mul(error).mean();
        }
    }

    private record Points(float[] x, float[] y) implements Splittable<Points> {

        @Override
        public int size() {
            return x.length;
        }

        @Override
        public double weight() {
            return x.length;
        }

        @Override
        public Points part(int from, int to) {
            return new Points(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
        }
    }

    /** Five points on a line of slope 3, others in each step. */
    private static final class Line implements BatchSource<Points> {

        @Override
        public Points at(long step) {
            float[] x = new float[5];
            float[] y = new float[5];
            for (int i = 0; i < 5; i++) {
                x[i] = (step * 5 + i) % 7 - 3;
                y[i] = 3 * x[i];
            }
            return new Points(x, y);
        }

        @Override
        public int batchSize() {
            return 5;
        }

        @Override
        public int batchesPerEpoch() {
            return 7;
        }

        @Override
        public String unit() {
            return "points";
        }

        @Override
        public Map<String, String> fingerprint() {
            return Map.of("line", "slope 3");
        }
    }

    @Test
    void anyDataCanBeTrainedOnWithALossOfItsOwn() {
        Slope slope = new Slope();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        History history =
                Trainer.of(slope)
                        .data(new Line(), slope::loss)
                        .steps(120)
                        .optimizer(Adam.Settings.of(0.2))
                        .schedule(Schedule.constant())
                        .monitor(new ConsoleMonitor(new PrintStream(lines, true)))
                        .run();
        assertThat(slope.w.item()).isCloseTo(3, within(0.05));
        assertThat(history.table().columnNames()).contains("points/s");
        assertThat(lines.toString(StandardCharsets.UTF_8)).contains("120 steps of 5 points");
    }

    @Test
    void partsCountByTheirWeight() {
        double[] losses = new double[2];
        for (int parts = 1; parts <= 2; parts++) {
            Slope slope = new Slope();
            losses[parts - 1] =
                    Trainer.of(slope)
                            .data(new Line(), slope::loss)
                            .steps(3)
                            .accumulate(parts)
                            .monitor(new TrainingMonitor() {})
                            .run()
                            .meanLoss(1);
        }
        assertThat(losses[1]).isCloseTo(losses[0], within(1e-5));
    }
}
