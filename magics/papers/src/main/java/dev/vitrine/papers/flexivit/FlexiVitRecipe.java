package dev.vitrine.papers.flexivit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import java.util.List;

/**
 * A small flexible ViT on framed digits, and ViTs with one size of patches to compare it with.
 *
 * <pre>{@code
 * FlexiVitRecipe recipe = FlexiVitRecipe.mnist().withSeed(1);
 * ImageSet train = Mnist.load().train().padded(1);   // 30 x 30 pixels
 * FlexiVit model = recipe.model();
 * History history = recipe.trainer(model, train).run();
 * Metrics.of(model.at(6), Mnist.load().test().padded(1))
 * }</pre>
 *
 * @param size of the encoder
 * @param storedPatch side in pixels of the stored kernel
 * @param storedGrid positions stored along each side
 * @param grids patches along each side to train with
 * @param steps updates of the flexible model
 * @param dedicatedSteps updates of each model with one size of patches
 * @param batchSize images per step
 * @param optimizer learning rate and the like
 * @param seed of initial values, order, and draw of the grids
 */
public record FlexiVitRecipe(
        VitSize size,
        int storedPatch,
        int storedGrid,
        List<Integer> grids,
        long steps,
        long dedicatedSteps,
        int batchSize,
        Adam.Settings optimizer,
        long seed) {

    /** Side of the framed digits. */
    public static final int IMAGE = 30;

    private static final int CLASSES = 10;

    /**
     * How many times faster positions learn than the rest. They begin with deviation 1/√D, a tenth
     * of what a patch's token has, and a few hundred steps would not change that.
     */
    private static final double POSITION_RATE = 25;

    /**
     * The experiment of the notebook: patches of 5, 6, 10 and 15 pixels, that is 36, 25, 9 and 4
     * tokens; width 48, 2 blocks. Each size is trained with 750 steps, in the flexible model and in
     * the one of its own. README.md in this package has what it reached.
     */
    public static FlexiVitRecipe mnist() {
        return new FlexiVitRecipe(
                new VitSize("flexible digits", 48, 2, 96, 3),
                10,
                5,
                List.of(6, 5, 3, 2),
                3000,
                750,
                64,
                Adam.Settings.of(4e-3),
                Seed.global().value());
    }

    /** The same in a few steps, to see in seconds that everything works. */
    public static FlexiVitRecipe quick() {
        return mnist().withSteps(120, 30);
    }

    /** The same with another seed. */
    public FlexiVitRecipe withSeed(long seed) {
        return new FlexiVitRecipe(
                size,
                storedPatch,
                storedGrid,
                grids,
                steps,
                dedicatedSteps,
                batchSize,
                optimizer,
                seed);
    }

    /** The same with other lengths. */
    public FlexiVitRecipe withSteps(long steps, long dedicatedSteps) {
        return new FlexiVitRecipe(
                size,
                storedPatch,
                storedGrid,
                grids,
                steps,
                dedicatedSteps,
                batchSize,
                optimizer,
                seed);
    }

    /** The flexible model with its initial values. */
    public FlexiVit model() {
        return FlexiVit.of(config(storedPatch, storedGrid), grids, seed);
    }

    /** A plain ViT for one size of patches, with its initial values. */
    public Vit dedicated(int grid) {
        return new Vit(config(IMAGE / grid, grid), new Seed(seed).child(grid).value());
    }

    private VitConfig config(int patch, int grid) {
        return VitConfig.of(size, patch)
                .withImage(patch * grid, 1)
                .withClasses(CLASSES)
                .withPool(Pool.GAP);
    }

    /** A trainer for the flexible model, or for a plain one, ready to run. */
    public Trainer trainer(Layer model, ImageSet train) {
        long length = model instanceof FlexiVit ? steps : dedicatedSteps;
        return Trainer.of(model)
                .data(Batches.of(train, batchSize, new Seed(seed).child("batches").value()))
                .steps(length)
                .optimizer(optimizer)
                .masks(Masks.standard().rate("pos_embedding", POSITION_RATE))
                .schedule(Schedule.warmupCosine(length / 10, length))
                .seed(seed);
    }
}
