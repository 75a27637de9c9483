package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.data.Batch;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.data.RandAugment;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.papers.Losses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VitRecipeTests {

    @Test
    void emptyRecipeIsTheExperimentOfTheNotebook() {
        VitRecipe recipe = VitRecipe.of(Map.of());
        VitRecipe mnist = VitRecipe.mnist();
        assertThat(recipe).isEqualTo(mnist);
    }

    @Test
    void everySettingArrives() {
        VitRecipe recipe =
                VitRecipe.of(
                        Map.ofEntries(
                                Map.entry("width", 32),
                                Map.entry("depth", 2),
                                Map.entry("mlp", 48),
                                Map.entry("heads", 2),
                                Map.entry("patch", 7),
                                Map.entry("pool", "tok"),
                                Map.entry("posemb", "learn"),
                                Map.entry("dropout", 0.1),
                                Map.entry("stochastic_depth", 0.2),
                                Map.entry("rep_size", 32),
                                Map.entry("lr", "5e-4"),
                                Map.entry("wd", 0),
                                Map.entry("train_images", 1000),
                                Map.entry("batch_size", 50),
                                Map.entry("total_epochs", 2),
                                Map.entry("warmup", 0.2),
                                Map.entry("shift", 3),
                                Map.entry("crop_area", 0.8),
                                Map.entry("mixup", 0.2),
                                Map.entry("seed", 5),
                                Map.entry("checkpoint", "vit.safetensors")));
        VitConfig config = recipe.config();
        assertThat(config.size().width()).isEqualTo(32);
        assertThat(config.size().mlp()).isEqualTo(48);
        assertThat(config.pool()).isEqualTo(Pool.TOK);
        assertThat(config.positions()).isEqualTo(Positions.LEARN);
        assertThat(config.patches()).isEqualTo(16);
        assertThat(config.dropout()).isEqualTo(0.1);
        assertThat(config.stochasticDepth()).isEqualTo(0.2);
        assertThat(recipe.optimizer().learningRate()).isEqualTo(5e-4);
        assertThat(recipe.steps()).isEqualTo(40);
        assertThat(recipe.mixUp()).isEqualTo(0.2);
        assertThat(recipe.seed()).isEqualTo(5);
        assertThat(recipe.checkpoint()).isEqualTo("vit.safetensors");
        assertThat(VitRecipe.quick().withCheckpoint(Path.of("vit.safetensors")).checkpoint())
                .isEqualTo("vit.safetensors");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> VitRecipe.of(Map.of("widht", 32)))
                .hasMessageContaining("did you mean \"width\"?");
        assertThatThrownBy(() -> VitRecipe.of(Map.of("pool", "gapp")))
                .hasMessageContaining("did you mean gap?");
        assertThatThrownBy(() -> VitRecipe.of(Map.of("total_epochs", 2000)))
                .hasMessage(
                        "recipe: total_epochs is 2000, but must be 1 to 1,000,000 steps; it makes 1,875,000");
        assertThatThrownBy(() -> VitRecipe.of(Map.of("total_steps", 0)))
                .hasMessageContaining("it makes 0");
        assertThatThrownBy(() -> VitRecipe.of(Map.of("patch", 40)))
                .hasMessageContaining("from 1 to 28");
        assertThatThrownBy(() -> VitRecipe.of(Map.of("heads", 5)))
                .hasMessageContaining("heads is 5, but must be a divisor of the width 64");
        assertThatThrownBy(() -> VitRecipe.of(Map.of("train_images", 10, "batch_size", 11)))
                .hasMessageContaining("from 1 to 10");
    }

    /** Width 16, so that the test is quick. */
    private static VitRecipe small() {
        return VitRecipe.of(
                Map.ofEntries(
                        Map.entry("width", 16),
                        Map.entry("depth", 2),
                        Map.entry("heads", 2),
                        Map.entry("patch", 7),
                        Map.entry("total_steps", 60),
                        Map.entry("batch_size", 32),
                        Map.entry("lr", 1e-2),
                        Map.entry("mixup", 0.1),
                        Map.entry("dropout", 0.05),
                        Map.entry("shift", 1)));
    }

    private static List<Double> losses(VitRecipe recipe, ImageSet train) {
        return Losses.of(recipe.trainer(recipe.model(), train));
    }

    @Test
    void trainingOnRealDigitsRepeatsToTheLastBitAndLearns() {
        ImageSet train = Mnist.load().train().first(2000);
        List<Double> first = losses(small(), train);
        assertThat(losses(small(), train)).isEqualTo(first);
        assertThat(losses(small().withSeed(1), train)).isNotEqualTo(first);
        assertThat(first.get(0)).isBetween(2.30, 2.31);
        assertThat(Losses.mean(first, 50, 60)).isLessThan(2.2);
    }

    /** What a process that is killed after step 40 leaves behind: the checkpoint of step 30. */
    @Test
    void killedAfterACheckpointItEndsWhereTheUninterruptedRunEnds(@TempDir Path folder) {
        ImageSet train = Mnist.load().train().first(2000);
        Path file = folder.resolve("vit.safetensors");
        Path left = folder.resolve("left.safetensors");
        VitRecipe recipe = small().withCheckpoint(file);
        Vit whole = recipe.model();
        History history =
                recipe.trainer(whole, train)
                        .checkpointEvery(30)
                        .monitor(
                                new TrainingMonitor() {
                                    @Override
                                    public void step(History.Entry entry) {
                                        if (entry.step() == 40) {
                                            copy(file, left);
                                        }
                                    }
                                })
                        .run();
        int[] resumedAfter = new int[1];
        Vit resumed = recipe.model();
        History second =
                recipe.withCheckpoint(left)
                        .trainer(resumed, train)
                        .monitor(
                                new TrainingMonitor() {
                                    @Override
                                    public void resumed(History before) {
                                        resumedAfter[0] = Math.toIntExact(before.steps());
                                    }
                                })
                        .run();
        assertThat(resumedAfter).containsExactly(30);
        assertThat(measured(second)).isEqualTo(measured(history)).hasSize(60);
        assertThat(values(resumed)).isEqualTo(values(whole));
    }

    /** What a run has measured, without what depends on how fast it was. */
    private static List<List<Double>> measured(History history) {
        return history.entries().stream()
                .map(entry -> List.of(entry.epoch(), entry.loss(), entry.learningRate()))
                .toList();
    }

    private static void copy(Path file, Path to) {
        try {
            Files.copy(file, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All parameters by name; boxed values are equal only if all their bits are. */
    private static Map<String, List<Double>> values(Vit vit) {
        Map<String, List<Double>> values = new TreeMap<>();
        vit.parameters()
                .forEach(
                        (name, tensor) ->
                                values.put(
                                        name,
                                        Arrays.stream(tensor.toDoubleArray()).boxed().toList()));
        return values;
    }

    @Test
    void aFrozenEmbeddingStaysToTheLastBitWhileAllElseLearns() {
        ImageSet train = Mnist.load().train().first(200);
        Vit vit = small().model();
        Map<String, List<Double>> before = values(vit);
        small().withSteps(5)
                .trainer(vit, train)
                .masks(Masks.standard().frozen("embedding/.*"))
                .monitor(new TrainingMonitor() {})
                .run();
        values(vit)
                .forEach(
                        (name, after) -> {
                            if (name.startsWith("embedding/")) {
                                assertThat(after).as(name).isEqualTo(before.get(name));
                            } else {
                                assertThat(after).as(name).isNotEqualTo(before.get(name));
                            }
                        });
        assertThat(before).containsKeys("embedding/kernel", "embedding/bias");
    }

    @Test
    void recipesCanNameALevelOfAugReg() {
        VitRecipe medium = VitRecipe.of(Map.of("augreg", "medium1", "shift", 0));
        assertThat(medium.mixUp()).isEqualTo(0.2);
        assertThat(medium.randAugment()).isEqualTo(new RandAugment(2, 15));
        assertThat(VitRecipe.of(Map.of("augreg", "medium1", "mixup", 0.7)).mixUp()).isEqualTo(0.7);
        assertThat(VitRecipe.of(Map.of("shift", 0)).withAugReg(AugReg.MEDIUM1)).isEqualTo(medium);
        ImageSet train = Mnist.load().train().first(100);
        assertThat(medium.batches(train).at(0).images().toFloatArray())
                .isEqualTo(medium.batches(train).at(0).images().toFloatArray())
                .isNotEqualTo(
                        VitRecipe.of(Map.of("shift", 0, "mixup", 0.2))
                                .batches(train)
                                .at(0)
                                .images()
                                .toFloatArray());
        assertThatThrownBy(() -> VitRecipe.of(Map.of("augreg", "medium")))
                .hasMessageContaining("did you mean medium1?");
    }

    @Test
    void batchesAreAugmentedAsTheRecipeSays() {
        ImageSet train = Mnist.load().train().first(100);
        Batch plain =
                VitRecipe.of(Map.of("shift", 0, "crop_area", 1, "mixup", 0, "batch_size", 10))
                        .batches(train)
                        .at(0);
        Batch moved =
                VitRecipe.of(Map.of("shift", 3, "crop_area", 1, "mixup", 0, "batch_size", 10))
                        .batches(train)
                        .at(0);
        Batch mixed =
                VitRecipe.of(Map.of("shift", 0, "crop_area", 1, "mixup", 0.5, "batch_size", 10))
                        .batches(train)
                        .at(0);
        assertThat(moved.labels()).containsExactly(plain.labels());
        assertThat(moved.images().toFloatArray()).isNotEqualTo(plain.images().toFloatArray());
        assertThat(plain.targets().toFloatArray()).containsOnly(0, 1);
        assertThat(mixed.targets().toFloatArray()).isNotEqualTo(plain.targets().toFloatArray());
    }
}
