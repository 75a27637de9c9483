package dev.vitrine.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.Splittable;
import dev.vitrine.learn.nn.BatchNorm;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.optim.Sgd;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnTests {

    @TempDir Path folder;

    private record Numbers(double[] values) implements Splittable<Numbers> {

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double weight() {
            return values.length;
        }

        @Override
        public Numbers part(int from, int to) {
            return new Numbers(Arrays.copyOfRange(values, from, to));
        }
    }

    private record Source() implements BatchSource<Numbers> {

        @Override
        public Numbers at(long step) {
            Philox random = new Philox(step);
            return new Numbers(new double[] {random.nextNormal(), random.nextNormal()});
        }

        @Override
        public int batchSize() {
            return 2;
        }

        @Override
        public int batchesPerEpoch() {
            return 10;
        }

        @Override
        public String unit() {
            return "numbers";
        }

        @Override
        public Map<String, String> fingerprint() {
            return Map.of("numbers", "normal");
        }
    }

    private static final class Number extends Layer {

        final Tensor value;

        Number(double value) {
            this.value = parameter("value", Tensor.scalar(value).requiresGrad(true));
        }
    }

    /** min over x, max over y of x y: two that go around each other. */
    private static final class Pair extends Layer {

        final Number x = child("x", new Number(1));
        final Number y = child("y", new Number(2));
        final List<String> learning = new ArrayList<>();
        final BatchNorm norm;

        Pair(boolean normed) {
            norm =
                    normed
                            ? child(
                                    "norm",
                                    new BatchNorm(
                                            1,
                                            1e-5,
                                            0.1,
                                            new Initializer(new Philox(1), DType.FLOAT)))
                            : null;
        }

        Tensor product(Numbers batch) {
            learning.add(x.value.requiresGrad() + " " + y.value.requiresGrad());
            if (norm != null) {
                norm.forward(Tensor.of(batch.values(), batch.size(), 1).to(DType.FLOAT));
            }
            return x.value.mul(y.value);
        }

        List<Turn<Numbers>> turns() {
            return List.of(
                    new Turn<>("up", y, Sgd.Settings.of(0.5, 0), batch -> product(batch).neg()),
                    new Turn<>("down", x, Adam.Settings.of(0.25), this::product));
        }

        double[] values() {
            return new double[] {x.value.item(), y.value.item()};
        }
    }

    private static Trainer trainer(Pair pair, int steps) {
        return Trainer.of(pair)
                .data(new Source(), pair.turns())
                .steps(steps)
                .schedule(Schedule.constant())
                .monitor(new TrainingMonitor() {});
    }

    /** y = 2 + 0.5 · 1; x then sees the new y, and Adam's first step is its learning rate. */
    @Test
    void aTurnSeesWhatTheOneBeforeHasDone() {
        Pair pair = new Pair(false);
        History history = trainer(pair, 1).run();
        assertThat(pair.values()).containsExactly(new double[] {0.75, 2.5}, within(1e-5));
        assertThat(history.losses()).containsExactly("up", "down");
        assertThat(history.entries().get(0).losses()).containsExactly(-2.0, 2.5);
        assertThat(history.entries().get(0).loss()).isEqualTo(-2);
        assertThat(history.table().columnNames()).contains("up", "down").doesNotContain("loss");
        assertThat(history.table().doubleColumn("down").get(0)).isEqualTo(2.5);
    }

    @Test
    void whatDoesNotLearnInATurnIsConstant() {
        Pair pair = new Pair(false);
        trainer(pair, 2).run();
        assertThat(pair.learning)
                .containsExactly("false true", "true false", "false true", "true false");
        assertThat(pair.x.value.requiresGrad()).isTrue();
        assertThat(pair.y.value.requiresGrad()).isTrue();
    }

    @Test
    void aStoppedRunGoesOnToTheSameEnd() {
        Pair whole = new Pair(true);
        trainer(whole, 12).run();

        Path file = folder.resolve("pair.safetensors");
        Pair first = new Pair(true);
        trainer(first, 12)
                .checkpoint(file)
                .monitor(
                        new TrainingMonitor() {
                            @Override
                            public void step(History.Entry entry) {
                                if (entry.step() == 5) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        })
                .run();
        assertThat(first.values()).isNotEqualTo(whole.values());
        Pair second = new Pair(true);
        History history = trainer(second, 12).checkpoint(file).run();
        assertThat(second.values()).containsExactly(whole.values());
        assertThat(second.arrays().get("norm/mean").toFloatArray())
                .containsExactly(whole.arrays().get("norm/mean").toFloatArray());
        assertThat(history.entries()).hasSize(12);
        assertThat(history.entries().get(2).losses()).hasSize(2);
    }

    /** A forward pass has moved the running averages, so there is nothing between steps to keep. */
    @Test
    void anErrorInALossKeepsWhatTheFileHad() {
        Path file = folder.resolve("pair.safetensors");
        Pair pair = new Pair(true);
        List<Turn<Numbers>> turns = new ArrayList<>(pair.turns());
        turns.set(
                1,
                new Turn<>(
                        "down",
                        pair.x,
                        Adam.Settings.of(0.25),
                        batch -> {
                            if (pair.learning.size() > 10) {
                                throw new IllegalStateException("stop");
                            }
                            return pair.product(batch);
                        }));
        Trainer trainer =
                trainer(pair, 12).data(new Source(), turns).checkpoint(file).checkpointEvery(4);
        assertThatThrownBy(trainer::run).hasMessage("stop");
        Pair again = new Pair(true);
        List<Long> resumedAt = new ArrayList<>();
        trainer(again, 12)
                .checkpoint(file)
                .checkpointEvery(4)
                .monitor(
                        new TrainingMonitor() {
                            @Override
                            public void resumed(History history) {
                                resumedAt.add(history.steps());
                            }
                        })
                .run();
        assertThat(resumedAt).containsExactly(4L);
    }

    @Test
    void accumulatedPartsGiveTheSameTurns() {
        Pair whole = new Pair(false);
        trainer(whole, 3).run();
        Pair parts = new Pair(false);
        trainer(parts, 3).accumulate(2).run();
        assertThat(parts.values()).containsExactly(whole.values(), within(1e-6));
    }

    @Test
    void actionsOnTheWaySeeTheModelInEvaluation() {
        Pair pair = new Pair(false);
        List<String> seen = new ArrayList<>();
        Trainer trainer =
                trainer(pair, 7)
                        .every(3, done -> seen.add(done + " " + pair.isTraining()))
                        .every(7, done -> seen.add("end " + done));
        trainer.run();
        assertThat(seen).containsExactly("3 false", "6 false", "end 7");
        assertThatThrownBy(() -> trainer.every(0, done -> {})).hasMessageContaining("0");
    }

    @Test
    void whatCannotBeIsRefused() {
        Pair pair = new Pair(false);
        assertThatThrownBy(() -> trainer(pair, 1).optimizer(Adam.Settings.of(1)).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("each turn has an optimizer of its own");
        assertThatThrownBy(() -> Trainer.of(pair).data(new Source(), List.<Turn<Numbers>>of()))
                .hasMessageContaining("turns []");
        List<Turn<Numbers>> twice = List.of(pair.turns().get(0), pair.turns().get(0));
        assertThatThrownBy(() -> Trainer.of(pair).data(new Source(), twice))
                .hasMessageContaining("turns [up, up]");
    }
}
