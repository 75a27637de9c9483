package dev.vitrine.papers.mixer;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.train.Trainer;

/**
 * A small Mixer trained on pictures of clothing, plain or shuffled.
 *
 * <pre>{@code
 * MixerRecipe recipe = MixerRecipe.fashion().withSeed(1);
 * FashionMnist fashion = FashionMnist.load();
 * Mixer mixer = recipe.model();
 * History history = recipe.trainer(mixer, fashion.train()).test(fashion.test()).run();
 * }</pre>
 *
 * @param config the model
 * @param steps updates
 * @param batchSize images per step
 * @param optimizer learning rate and the like
 * @param warmup steps during which the learning rate rises; then it falls along half a cosine
 * @param seed of initial values and order
 */
public record MixerRecipe(
        MixerConfig config,
        long steps,
        int batchSize,
        Adam.Settings optimizer,
        long warmup,
        long seed) {

    /**
     * The experiment of the notebook: 16 patches of 7 x 7 pixels, width 64, 4 blocks, 5.1 epochs of
     * 10,000 images. README.md in this package has what it reached.
     */
    public static MixerRecipe fashion() {
        MixerConfig config =
                MixerConfig.of(new MixerSize("fashion", 4, 64, 32, 128), 7)
                        .withImage(28, 1)
                        .withClasses(10);
        return new MixerRecipe(config, 800, 64, Adam.Settings.of(1e-3), 80, Seed.global().value());
    }

    /** The same for 40 steps, to see in seconds that everything works. */
    public static MixerRecipe quick() {
        return fashion().withSteps(40);
    }

    /** The same with another seed. */
    public MixerRecipe withSeed(long seed) {
        return new MixerRecipe(config, steps, batchSize, optimizer, warmup, seed);
    }

    /** The same with another length, a tenth of which is the warm-up. */
    public MixerRecipe withSteps(long steps) {
        return new MixerRecipe(config, steps, batchSize, optimizer, steps / 10, seed);
    }

    /** The model with its initial values. */
    public Mixer model() {
        return new Mixer(config, seed);
    }

    /**
     * A trainer for a model on some images, ready to run; also for another model that is to be
     * trained in the same way.
     */
    public Trainer trainer(Layer model, ImageSet train) {
        return Trainer.of(model)
                .data(Batches.of(train, batchSize, new Seed(seed).child("batches").value()))
                .steps(steps)
                .optimizer(optimizer)
                .schedule(Schedule.warmupCosine(warmup, steps))
                .seed(seed);
    }
}
