package dev.vitrine.papers.gan;

import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.learn.train.Turn;
import java.util.List;

/**
 * Algorithm 1 with one turn of the discriminator for each of the generator, by Adam with β1 = 0.5
 * as in DCGAN: with 0.9 the two swing.
 *
 * <pre>{@code
 * GanRecipe recipe = GanRecipe.points().withSeed(1);
 * Gan gan = Gan.of(GanConfig.points(2, 128, 2), GeneratorLoss.NON_SATURATING, GanNoise.NORMAL, 1);
 * History history = recipe.trainer(gan, GaussianModes.ring(8, 2, 0.02)).run();
 * }</pre>
 *
 * @param steps turns of each player
 * @param batchSize examples, and samples, in a turn
 * @param learningRate of both players
 * @param cosine whether the rate falls to 0 along a cosine; else it stays, as in DCGAN
 * @param seed of data and noise
 */
public record GanRecipe(long steps, int batchSize, double learningRate, boolean cosine, long seed) {

    /** For points in the plane: the players come to rest, which makes narrow modes narrow. */
    public static GanRecipe points() {
        return new GanRecipe(3000, 256, 1e-3, true, 0);
    }

    /** For small images and few steps, at five times the learning rate of DCGAN. */
    public static GanRecipe images() {
        return new GanRecipe(800, 64, 1e-3, false, 0);
    }

    /** The same with another seed. */
    public GanRecipe withSeed(long seed) {
        return new GanRecipe(steps, batchSize, learningRate, cosine, seed);
    }

    /** The same with another length. */
    public GanRecipe withSteps(long steps) {
        return new GanRecipe(steps, batchSize, learningRate, cosine, seed);
    }

    /** The same with another learning rate. */
    public GanRecipe withLearningRate(double learningRate) {
        return new GanRecipe(steps, batchSize, learningRate, cosine, seed);
    }

    /** A trainer of both players on points, ready to run. */
    public Trainer trainer(Gan gan, GaussianModes modes) {
        return trainer(gan, GanBatches.of(modes, gan, batchSize, seed));
    }

    /** A trainer of both players on images, ready to run. */
    public Trainer trainer(Gan gan, ImageSet images) {
        return trainer(gan, GanBatches.of(Batches.of(images, batchSize, seed), gan, seed));
    }

    private Trainer trainer(Gan gan, GanBatches batches) {
        return Trainer.of(gan)
                .data(batches, turns(gan))
                .steps(steps)
                .schedule(cosine ? Schedule.cosine(steps) : Schedule.constant())
                .seed(seed);
    }

    /** The turns of a step: the discriminator's, then the generator's. */
    public List<Turn<GanBatch>> turns(Gan gan) {
        return List.of(
                new Turn<>(
                        "discriminator",
                        gan.discriminator(),
                        optimizer(),
                        batch -> gan.discriminatorLoss(batch.real(), batch.noise())),
                new Turn<>(
                        "generator",
                        gan.generator(),
                        optimizer(),
                        batch -> gan.generatorLoss(batch.moreNoise())));
    }

    /** Adam with a short memory of gradients, which the opponent makes worthless. */
    public Optimizer.Settings optimizer() {
        return new Adam.Settings(learningRate, 0.5, 0.999, 1e-8, Double.POSITIVE_INFINITY);
    }
}
