package dev.vitrine.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.CheckpointException;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.eval.Metrics;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Adafactor;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Lion;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.optim.Sgd;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that is stopped and goes on is, to the last bit, the run that was never stopped. It is
 * stopped at other steps each time; the seed is printed, and {@code -Dvitrine.test.seed=N} stops
 * there again.
 */
class ResumeTests {

    private static final long SEED =
            Long.getLong("vitrine.test.seed", System.nanoTime() % 1_000_000);

    @TempDir Path folder;

    @BeforeAll
    static void tellTheSeed() {
        System.out.println("Runs are stopped by -Dvitrine.test.seed=" + SEED);
    }

    private static final class Stop extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Where a run ended: weights, averages, losses and accuracies, by name, as bits. */
    private static Map<String, List<Long>> end(Trainer trainer, Layer model) {
        Map<String, List<Long>> end = new LinkedHashMap<>();
        model.state().forEach((name, tensor) -> end.put(name, bits(tensor.toDoubleArray())));
        trainer.average()
                .orElseThrow()
                .averages()
                .forEach((name, t) -> end.put("average of " + name, bits(t.toDoubleArray())));
        List<History.Entry> entries = trainer.history().entries();
        end.put("loss", bits(entries.stream().mapToDouble(History.Entry::loss).toArray()));
        end.put("accuracy", bits(entries.stream().mapToDouble(History.Entry::accuracy).toArray()));
        end.put("rate", bits(entries.stream().mapToDouble(History.Entry::learningRate).toArray()));
        return end;
    }

    private static List<Long> bits(double[] values) {
        List<Long> bits = new ArrayList<>();
        for (double value : values) {
            bits.add(Double.doubleToLongBits(value));
        }
        return bits;
    }

    private static Map<String, List<Long>> uninterrupted(Optimizer.Settings optimizer) {
        Corners.Model model = new Corners.Model();
        Trainer trainer = Corners.trainer(model, null, optimizer);
        trainer.run();
        return end(trainer, model);
    }

    /** Throws from the monitor, which is called between two steps, or from inside a loss. */
    private static Trainer stopping(
            Trainer trainer, Corners.Model model, long step, boolean inLoss) {
        if (!inLoss) {
            return trainer.monitor(
                    new TrainingMonitor() {
                        @Override
                        public void step(History.Entry entry) {
                            if (entry.step() == step) {
                                Thread.currentThread().interrupt();
                            }
                        }
                    });
        }
        model.whileTraining =
                () -> {
                    if (trainer.history().steps() == step) {
                        throw new Stop();
                    }
                };
        return trainer;
    }

    static List<Optimizer.Settings> optimizers() {
        return List.of(
                Adam.Settings.of(0.02),
                AdamW.Settings.of(0.02, 1e-3),
                new Sgd.Settings(0.05, 0.9, true, 1e-3, 1),
                Adafactor.Settings.of(0.02, 1e-3),
                Lion.Settings.of(0.01, 1e-3));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stoppedAtRandomStepsItEndsWhereTheUninterruptedRunEnds(Optimizer.Settings optimizer) {
        Path file = folder.resolve("run.safetensors");
        Random random = new Random(SEED);
        List<Long> stops = new ArrayList<>();
        Corners.Model model;
        Trainer trainer;
        long done = 0;
        do {
            model = new Corners.Model();
            trainer = Corners.trainer(model, file, optimizer).checkpointEvery(7);
            long stop = done + 1 + random.nextInt(20);
            stops.add(stop);
            try {
                stopping(trainer, model, stop, random.nextBoolean()).run();
            } catch (Stop expected) {
                assertThat(trainer.history().steps()).isEqualTo(stop);
            }
            done = trainer.history().steps();
        } while (done < Corners.STEPS);
        trainer.run(); // where the last stop was an interrupt during the last step's end
        assertThat(end(trainer, model))
                .as("stopped after steps %s, chosen by seed %d", stops, SEED)
                .isEqualTo(uninterrupted(optimizer));
    }

    /** A run in which the head has no gradient before its 20th step. */
    private static Trainer joiningLate(Corners.Model model, Path file) {
        Trainer trainer = Corners.trainer(model, file, Adafactor.Settings.of(0.02, 1e-3));
        return trainer.loss(
                batch ->
                        trainer.history().steps() < 20
                                ? model.parameters().get("hidden/kernel").pow(2).mean()
                                : model.forward(batch.images())
                                        .softmaxCrossEntropy(batch.targets()));
    }

    @Test
    void whatJoinedLateGoesOnWithTheCountOfItsOwnSteps() {
        Corners.Model whole = new Corners.Model();
        Trainer uninterrupted = joiningLate(whole, null);
        uninterrupted.run();

        Path file = folder.resolve("run.safetensors");
        Corners.Model model = new Corners.Model();
        stopping(joiningLate(model, file), model, 33, false).run();
        try (Checkpoint open = Checkpoint.open(file)) {
            assertThat(open.tensor("optimizer/t/head/kernel").item()).isEqualTo(13);
            assertThat(open.arrays()).doesNotContainKey("optimizer/t/hidden/kernel");
        }
        model = new Corners.Model();
        Trainer again = joiningLate(model, file);
        again.run();
        assertThat(end(again, model)).isEqualTo(end(uninterrupted, whole));
    }

    @Test
    void aProcessThatIsKilledGoesOnWhereItsLastCheckpointIs() throws Exception {
        Path file = folder.resolve("run.safetensors");
        Random random = new Random(SEED);
        int kills = 0;
        while (kills < 3 || !finished(file)) {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    KilledRun.class.getName(),
                                    file.toString())
                            .redirectErrorStream(true)
                            .start();
            int lines = kills < 3 ? 1 + random.nextInt(15) : Integer.MAX_VALUE;
            try (BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                while (line != null && lines > 1) {
                    line = out.readLine();
                    lines--;
                }
                process.destroyForcibly().waitFor();
            }
            kills++;
            assertThat(kills).as("starts until the run is finished").isLessThan(20);
        }
        Corners.Model model = new Corners.Model();
        Trainer trainer = Corners.trainer(model, file).checkpointEvery(1);
        trainer.run();
        assertThat(end(trainer, model))
                .as("killed by seed %d", SEED)
                .isEqualTo(uninterrupted(AdamW.Settings.of(0.02, 1e-3)));
    }

    /** Whatever the kill hit, the file is whole or not there. */
    private static boolean finished(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (Checkpoint open = Checkpoint.open(file)) {
            return open.metadata().get("step").equals(Long.toString(Corners.STEPS));
        }
    }

    /**
     * After step 12 a checkpoint is due anyway, so it is written while the interrupt is pending.
     */
    @Test
    void anInterruptLeavesACheckpointAtTheStepItReached() {
        Path file = folder.resolve("run.safetensors");
        Corners.Model model = new Corners.Model();
        History history = stopping(Corners.trainer(model, file), model, 12, false).run();
        assertThat(history.interrupted()).isTrue();
        assertThat(history.steps()).isEqualTo(12);
        try (Checkpoint open = Checkpoint.open(file)) {
            assertThat(open.metadata()).containsEntry("step", "12");
            assertThat(open.tensor("model/head/kernel").toFloatArray())
                    .isEqualTo(model.parameters().get("head/kernel").toFloatArray());
        }
    }

    @Test
    void anInterruptDuringAnEvaluationIsMadeUpFor() {
        Path file = folder.resolve("run.safetensors");
        Corners.Model model = new Corners.Model();
        Trainer first = stopping(Corners.trainer(model, file), model, 20, false);
        assertThat(first.run().interrupted()).isTrue();
        assertThat(first.history().entries().get(19).accuracy()).isNaN();
        model = new Corners.Model();
        Trainer second = Corners.trainer(model, file);
        second.run();
        assertThat(end(second, model)).isEqualTo(uninterrupted(AdamW.Settings.of(0.02, 1e-3)));
    }

    @Test
    void aFinishedRunIsNotRunAgain() {
        Path file = folder.resolve("run.safetensors");
        Corners.trainer(new Corners.Model(), file).run();
        Corners.Model model = new Corners.Model();
        Trainer again =
                Corners.trainer(model, file)
                        .loss(
                                batch -> {
                                    throw new Stop();
                                });
        History history = again.run();
        assertThat(history.steps()).isEqualTo(Corners.STEPS);
        assertThat(history.accuracy()).isPresent();
        assertThat(end(again, model)).isEqualTo(uninterrupted(AdamW.Settings.of(0.02, 1e-3)));
    }

    @Test
    void theMonitorHearsWhatHappenedBefore() {
        assertThat(afterAnErrorInTheLoss(false))
                .startsWith("resumed after 31", "step 32")
                .endsWith("step 60");
    }

    /** The loss has moved running averages before its error: what is left is no whole step. */
    @Test
    void aModelWithBuffersGoesOnFromItsLastFileAfterAnErrorInTheLoss() {
        assertThat(afterAnErrorInTheLoss(true)).startsWith("resumed after 30", "step 31");
    }

    /** What the second monitor of a run hears whose loss has failed after step 31. */
    private List<String> afterAnErrorInTheLoss(boolean buffers) {
        Path file = folder.resolve("run.safetensors");
        Corners.Model model = new Corners.Model(buffers);
        Trainer stopped = stopping(Corners.trainer(model, file), model, 31, true);
        assertThatThrownBy(stopped::run).isInstanceOf(Stop.class);
        List<String> events = new ArrayList<>();
        Corners.trainer(new Corners.Model(buffers), file)
                .monitor(
                        new TrainingMonitor() {
                            @Override
                            public void resumed(History history) {
                                events.add("resumed after " + history.steps());
                            }

                            @Override
                            public void step(History.Entry entry) {
                                events.add("step " + entry.step());
                            }
                        })
                .run();
        return events;
    }

    @Test
    void anotherRunsCheckpointIsRefusedWithEveryDifference() {
        Path file = folder.resolve("run.safetensors");
        Corners.trainer(new Corners.Model(), file).run();
        Trainer other =
                Corners.trainer(new Corners.Model(), file, AdamW.Settings.of(0.03, 1e-3))
                        .seed(6)
                        .schedule(Schedule.constant());
        assertThatThrownBy(other::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run.safetensors was written by another run")
                .hasMessageContaining("seed was 5, is 6")
                .hasMessageContaining("learningRate=0.03")
                .hasMessageContaining("schedule was");
    }

    @Test
    void aCoolDownBranchesOffATrunk() {
        Path trunk = folder.resolve("trunk.safetensors");
        Corners.trainer(new Corners.Model(), trunk).run();
        Corners.Model model = new Corners.Model();
        History history =
                Corners.trainer(model, folder.resolve("branch.safetensors"))
                        .startFrom(trunk)
                        .schedule(Schedule.constant().withCooldown(20, 80))
                        .steps(80)
                        .run();
        assertThat(history.steps()).isEqualTo(80);
        assertThat(history.entries().get(79).learningRate()).isCloseTo(0.001, within(1e-9));
        assertThatThrownBy(
                        () ->
                                Corners.trainer(new Corners.Model(), null)
                                        .startFrom(trunk)
                                        .steps(10)
                                        .run())
                .hasMessageContaining("has 60 steps, more than the 10");
    }

    @Test
    void damagedAndForeignFilesAreRefused() throws Exception {
        Path file = folder.resolve("run.safetensors");
        Corners.trainer(new Corners.Model(), file).run();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] ^= 4;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Corners.trainer(new Corners.Model(), file).run())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("checksum");
        Checkpoint.save(file, new Corners.Model().parameters());
        assertThatThrownBy(() -> Corners.trainer(new Corners.Model(), file).run())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("weights only");
    }

    /** The average is measured; the model keeps its own weights. */
    @Test
    void accuracyIsThatOfTheAverage() {
        Corners.Model model = new Corners.Model();
        Trainer trainer = Corners.trainer(model, null);
        History history = trainer.run();
        trainer.average().orElseThrow().swap();
        double averaged = Metrics.of(model, Corners.images()).accuracy();
        assertThat(history.accuracy().getAsDouble()).isEqualTo(averaged);
    }

    @Test
    void partsOfABatchMakeTheStepOfTheWhole() {
        float[] whole = kernel(1);
        float[] parts = kernel(5); // of 16 images: 3, 3, 3, 3 and 4
        assertThat(parts).containsExactly(whole, within(2e-5f));
    }

    private static float[] kernel(int parts) {
        Corners.Model model = new Corners.Model();
        Trainer.of(model)
                .data(Batches.of(Corners.images(), 16, 1))
                .optimizer(Sgd.Settings.of(0.05, 0.9))
                .loss(
                        batch -> {
                            model.eval(); // dropout would draw other numbers
                            return model.forward(batch.images())
                                    .softmaxCrossEntropy(batch.targets());
                        })
                .monitor(new TrainingMonitor() {})
                .accumulate(parts)
                .steps(10)
                .run();
        return model.parameters().get("hidden/kernel").toFloatArray();
    }
}
