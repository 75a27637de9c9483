package dev.vitrine.papers.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitSize;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScalingSweepTests {

    private static final VitSize SMALL = new VitSize("16/1", 16, 1, 16, 1);
    private static final ScalingSweep SWEEP =
            new ScalingSweep(
                    List.of(SMALL, new VitSize("32/1", 32, 1, 32, 2)),
                    List.of(5, 10, 20),
                    8,
                    AdamW.Settings.of(1e-2, 1e-4),
                    3,
                    5,
                    0.2,
                    7);

    /** Images that say their class by the patch that is bright. */
    private static ImageSet images(int count) {
        byte[] pixels = new byte[count * 28 * 28];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i * 7 % 10;
            for (int y = 0; y < 7; y++) {
                for (int x = 0; x < 7; x++) {
                    int row = labels[i] / 4 * 7 + y;
                    pixels[(i * 28 + row) * 28 + labels[i] % 4 * 7 + x] = (byte) 255;
                }
            }
        }
        List<String> classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return new ImageSet("patches", pixels, 28, 28, 1, labels, classes);
    }

    @Test
    void everySizeAndLengthGivesARun() {
        List<ScalingRun> runs = SWEEP.run(images(80), images(40));

        assertThat(runs)
                .extracting(run -> run.size().name())
                .containsExactly("16/1", "16/1", "16/1", "32/1", "32/1", "32/1");
        assertThat(runs)
                .extracting(ScalingRun::images)
                .containsExactly(40L, 80L, 160L, 40L, 80L, 160L);
        assertThat(runs.get(1).flops()).isEqualTo(2 * runs.get(0).flops());
        assertThat(runs).allMatch(run -> run.error() > 0 && run.error() <= 1);
        assertThat(SWEEP.totalSteps()).isEqualTo(2 * (16 + 1 + 2 + 4));
    }

    /** What makes the trunk a short cut and not another experiment. */
    @Test
    void branchIsTheRunThatWasTrainedFromTheStart() {
        ImageSet train = images(80);
        ImageSet test = images(40);
        List<ScalingRun> runs = SWEEP.run(train, test);
        Vit alone = new Vit(SWEEP.config(SMALL), 7);
        SWEEP.trainer(alone, train, 20).monitor(new TrainingMonitor() {}).run();

        assertThat(runs.get(2)).isEqualTo(SWEEP.measured(alone, 20, test));
    }

    @Test
    void interruptedSweepKeepsWhatIsComplete() {
        Thread.currentThread().interrupt();
        List<ScalingRun> runs = SWEEP.run(images(80), images(40));

        assertThat(runs).isEmpty();
        assertThat(Thread.interrupted()).as("taken note of").isFalse();
    }

    @Test
    void impossibleSweepsAreRefused() {
        assertThatThrownBy(() -> sweep(List.of(10, 5), 0.2)).hasMessageContaining("ascending");
        assertThatThrownBy(() -> sweep(List.of(), 0.2)).hasMessageContaining("ascending");
        assertThatThrownBy(() -> sweep(List.of(1, 5), 0.2)).hasMessageContaining("2 at least");
        assertThatThrownBy(() -> sweep(List.of(5), 1)).hasMessageContaining("cool-down 1.0");
    }

    private static ScalingSweep sweep(List<Integer> steps, double cooldown) {
        return new ScalingSweep(List.of(SMALL), steps, 8, SWEEP.optimizer(), 3, 5, cooldown, 7);
    }
}
