package dev.vitrine.papers.bit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.optim.Sgd;
import dev.vitrine.learn.train.LossFunction;
import dev.vitrine.learn.train.Trainer;

/**
 * Pre-training of the small network on stroke glyphs, to be transferred to digits.
 *
 * <pre>{@code
 * BitRecipe recipe = BitRecipe.glyphs(200).withSeed(1);
 * Bit upstream = recipe.model();
 * recipe.trainer(upstream).run();
 * Bit digits = upstream.forClasses(10);
 * HyperRule.small(few.size()).trainer(digits, few, Augment.none(), 1).run();
 * }</pre>
 *
 * @param classes how many glyphs there are to tell apart
 * @param steps updates
 * @param batchSize glyphs per step
 * @param learningRate of SGD with momentum 0.9, along a cosine
 * @param seed of initial values and glyphs
 */
public record BitRecipe(int classes, long steps, int batchSize, double learningRate, long seed) {

    /** The experiment of the notebook. */
    public static BitRecipe glyphs(int classes) {
        return new BitRecipe(classes, 600, 64, 0.1, Seed.global().value());
    }

    /** The same with another seed. */
    public BitRecipe withSeed(long seed) {
        return new BitRecipe(classes, steps, batchSize, learningRate, seed);
    }

    /** The same with another length. */
    public BitRecipe withSteps(long steps) {
        return new BitRecipe(classes, steps, batchSize, learningRate, seed);
    }

    /** What it learns from. */
    public StrokeGlyphs data() {
        return new StrokeGlyphs(classes, seed);
    }

    /** The model with its initial values. */
    public Bit model() {
        return new Bit(BitConfig.small().withClasses(classes), seed);
    }

    /** A trainer for the model, ready to run. */
    public Trainer trainer(Bit model) {
        return Trainer.of(model)
                .data(data().batches(batchSize), LossFunction.softmaxCrossEntropy(model)::loss)
                .steps(steps)
                .optimizer(Sgd.Settings.of(learningRate, 0.9))
                .schedule(Schedule.cosine(steps))
                .seed(seed);
    }
}
