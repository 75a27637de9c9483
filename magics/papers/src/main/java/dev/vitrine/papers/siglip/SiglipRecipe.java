package dev.vitrine.papers.siglip;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;

/**
 * Two small towers, trained from nothing on scenes with captions.
 *
 * <pre>{@code
 * SiglipRecipe recipe = SiglipRecipe.scenes().withSeed(1);
 * Siglip model = recipe.model();
 * History history = recipe.trainer(model).run();
 * }</pre>
 *
 * @param config the towers
 * @param loss what is made small
 * @param steps updates
 * @param batchSize pairs per step
 * @param optimizer learning rate, decay and gradient limit
 * @param warmup share of the steps during which the learning rate rises, 0 to below 1
 * @param seed of initial values and scenes
 */
public record SiglipRecipe(
        SiglipConfig config,
        Loss loss,
        long steps,
        int batchSize,
        AdamW.Settings optimizer,
        double warmup,
        long seed) {

    /** What a batch is measured by. */
    public enum Loss {
        SIGMOID,
        SOFTMAX
    }

    /** The experiment of the notebook. */
    public static SiglipRecipe scenes() {
        VitConfig image = VitConfig.of(new VitSize("scenes", 64, 3, 128, 4), 8).withImage(32, 3);
        VitSize text = new VitSize("captions", 64, 2, 128, 4);
        int vocabulary = Scenes.TOKENS.tokenizer().vocabulary().size();
        return new SiglipRecipe(
                SiglipConfig.of(image, text, vocabulary, Scenes.LENGTH),
                Loss.SIGMOID,
                2000,
                64,
                AdamW.Settings.of(1e-3, 1e-4),
                0.1,
                Seed.global().value());
    }

    /** The same with another seed. */
    public SiglipRecipe withSeed(long seed) {
        return new SiglipRecipe(config, loss, steps, batchSize, optimizer, warmup, seed);
    }

    /** The same with another length. */
    public SiglipRecipe withSteps(long steps) {
        return new SiglipRecipe(config, loss, steps, batchSize, optimizer, warmup, seed);
    }

    /** The same with another loss and batch. */
    public SiglipRecipe with(Loss loss, int batchSize) {
        return new SiglipRecipe(config, loss, steps, batchSize, optimizer, warmup, seed);
    }

    /** The same with other values of t and b before training. */
    public SiglipRecipe startingAt(double temperature, double bias) {
        return new SiglipRecipe(
                config.startingAt(temperature, bias),
                loss,
                steps,
                batchSize,
                optimizer,
                warmup,
                seed);
    }

    /** The model with its initial values. */
    public Siglip model() {
        return new Siglip(config, seed);
    }

    /** A trainer for the model, ready to run. */
    public Trainer trainer(Siglip model) {
        return Trainer.of(model)
                .data(
                        new Scenes(batchSize, seed),
                        batch ->
                                loss == Loss.SIGMOID
                                        ? model.loss(batch.images(), batch.texts())
                                        : model.softmaxLoss(batch.images(), batch.texts()))
                .steps(steps)
                .optimizer(optimizer)
                .schedule(schedule())
                .seed(seed);
    }

    /**
     * A trainer for the text tower, t and b alone, ready to run (SigLiT).
     *
     * @param pairs what the model's image tower made of its pictures
     */
    public Trainer trainer(Siglip model, LockedBatches pairs) {
        return Trainer.of(model)
                .data(pairs, batch -> model.lossOfVectors(batch.images(), batch.texts()))
                .masks(Masks.standard().frozen("img/.*"))
                .steps(steps)
                .optimizer(optimizer)
                .schedule(schedule())
                .seed(seed);
    }

    private Schedule schedule() {
        return Schedule.warmupCosine(Math.round(warmup * steps), steps);
    }
}
