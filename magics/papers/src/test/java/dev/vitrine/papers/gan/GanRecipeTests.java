package dev.vitrine.papers.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GanRecipeTests {

    private static final GaussianModes RING = GaussianModes.ring(4, 1, 0.05);

    private static Gan points() {
        return Gan.of(GanConfig.points(2, 16, 2), GeneratorLoss.NON_SATURATING, GanNoise.NORMAL, 1);
    }

    private static History train(Gan gan, int steps) {
        return GanRecipe.points()
                .withSteps(steps)
                .trainer(gan, RING)
                .monitor(new TrainingMonitor() {})
                .run();
    }

    private static List<float[]> values(Layer layer) {
        return layer.arrays().values().stream().map(Tensor::toFloatArray).toList();
    }

    @Test
    void bothPlayersLearnAndTheSameSeedGivesTheSameGame() {
        Gan gan = points();
        List<float[]> generator = values(gan.generator());
        History history = train(gan, 20);
        assertThat(history.losses()).containsExactly("discriminator", "generator");
        assertThat(values(gan.generator()).get(0)).isNotEqualTo(generator.get(0));
        Gan again = points();
        assertThat(train(again, 20).entries().get(19).losses())
                .isEqualTo(history.entries().get(19).losses());
        assertThat(values(again).get(3)).isEqualTo(values(gan).get(3));
    }

    private static void turn(Gan gan, GanBatches batches, GanRecipe recipe, int turn) {
        Trainer.of(gan)
                .data(batches, List.of(recipe.turns(gan).get(turn)))
                .steps(1)
                .monitor(new TrainingMonitor() {})
                .run();
    }

    @Test
    void aTurnChangesItsOwnPlayerAlone() {
        Gan gan = points();
        GanBatches batches = GanBatches.of(RING, gan, 32, 1);
        GanRecipe recipe = GanRecipe.points().withSteps(1);
        List<float[]> generator = values(gan.generator());
        turn(gan, batches, recipe, 0);
        assertThat(Arrays.deepEquals(values(gan.generator()).toArray(), generator.toArray()))
                .isTrue();
        List<float[]> discriminator = values(gan.discriminator());
        turn(gan, batches, recipe, 1);
        assertThat(
                        Arrays.deepEquals(
                                values(gan.discriminator()).toArray(), discriminator.toArray()))
                .isTrue();
        assertThat(values(gan.generator()).get(0)).isNotEqualTo(generator.get(0));
        assertThat(batches.at(3).size()).isEqualTo(32);
    }

    @Test
    void aBatchIsAFunctionOfSeedAndStep() {
        Gan gan = points();
        GanBatches batches = GanBatches.of(RING, gan, 8, 1);
        GanBatch third = batches.at(3);
        assertThat(third.real().toFloatArray()).isEqualTo(batches.at(3).real().toFloatArray());
        assertThat(third.noise().toFloatArray())
                .isEqualTo(batches.at(3).noise().toFloatArray())
                .isNotEqualTo(third.moreNoise().toFloatArray())
                .isNotEqualTo(batches.at(4).noise().toFloatArray());
        assertThat(third.part(2, 5).real().toFloatArray())
                .isEqualTo(third.real().slice(0, 2, 5).toFloatArray());
        assertThat(batches.fingerprint())
                .isNotEqualTo(GanBatches.of(RING, gan, 8, 2).fingerprint());
    }

    @Test
    void theRateFallsForPointsAndStaysForImages() {
        List<Double> falling =
                train(points(), 3).entries().stream().map(History.Entry::learningRate).toList();
        assertThat(falling.get(0)).isGreaterThan(falling.get(1));
        assertThat(falling.get(1)).isGreaterThan(falling.get(2)).isLessThan(1e-3);
        assertThat(GanRecipe.points().withSeed(3).withSteps(7).withLearningRate(0.1).cosine())
                .isTrue();
        List<Double> same =
                GanRecipe.images()
                        .withSteps(3)
                        .trainer(Gan.of(DcganConfig.small(16), 1), DriftingShapes.images(64, 1))
                        .monitor(new TrainingMonitor() {})
                        .run()
                        .entries()
                        .stream()
                        .map(History.Entry::learningRate)
                        .toList();
        assertThat(same).containsExactly(1e-3, 1e-3, 1e-3);
    }

    @Test
    void imagesOfShapesTrainBothKindsOfNetworks() {
        ImageSet shapes = DriftingShapes.images(40, 1);
        assertThat(shapes.images(0).shape()).containsExactly(1, 16, 16, 1);
        GanRecipe recipe = new GanRecipe(2, 8, 2e-4, false, 1);
        Gan convolutional = Gan.of(DcganConfig.small(16), 1);
        Gan dense =
                Gan.of(
                        GanConfig.images(16, 32, 256),
                        GeneratorLoss.NON_SATURATING,
                        GanNoise.UNIFORM,
                        1);
        for (Gan gan : List.of(convolutional, dense)) {
            History history = recipe.trainer(gan, shapes).monitor(new TrainingMonitor() {}).run();
            assertThat(history.entries().get(0).loss()).isCloseTo(2 * Math.log(2), within(0.5));
            assertThat(gan.sample(3, new Philox(1)).length()).isEqualTo(3 * 256);
        }
    }

    @Test
    void shapesStayInTheirFrameAndAreOfThreeKinds() {
        ImageSet shapes = DriftingShapes.images(300, 2);
        List<Integer> kinds = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            float[] pixels = shapes.pixels(i);
            double ink = 0;
            for (float pixel : pixels) {
                ink += (pixel + 1) / 2;
            }
            // a disc, a square, and a cross of radius 4
            double[] area = {Math.PI * 16, 6.8 * 6.8, 2 * 8 * 2.4 - 2.4 * 2.4};
            assertThat(ink).isCloseTo(area[shapes.label(i)], within(4.0));
            kinds.add(shapes.label(i));
        }
        assertThat(kinds).contains(0, 1, 2);
        assertThat(DriftingShapes.images(300, 2).pixels(7)).isEqualTo(shapes.pixels(7));
        assertThat(Batches.of(shapes, 10, 1).batchesPerEpoch()).isEqualTo(30);
    }
}
