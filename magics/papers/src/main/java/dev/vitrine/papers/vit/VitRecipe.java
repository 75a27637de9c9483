package dev.vitrine.papers.vit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Augment;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.MixUp;
import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.data.RandAugment;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.recipe.Recipe;
import dev.vitrine.learn.recipe.RunUnits;
import dev.vitrine.learn.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A Vision Transformer trained from scratch on handwritten digits: plain ViT (GAP, sincos2d, AdamW,
 * cosine) in miniature.
 *
 * <pre>{@code
 * VitRecipe recipe = VitRecipe.mnist().withSeed(1);
 * Mnist mnist = Mnist.load();
 * Vit vit = recipe.model();
 * History history = recipe.trainer(vit, mnist.train()).test(mnist.test()).run();
 * }</pre>
 *
 * @param config the model
 * @param trainImages how many of the training images to use, the first ones; 0 for all
 * @param steps updates
 * @param batchSize images per step
 * @param optimizer learning rate, decay and gradient limit
 * @param warmup share of the steps during which the learning rate rises, 0 to below 1
 * @param shift random shift in pixels, 0 for none
 * @param cropArea smallest area of a random crop that is scaled back, 0 to 1; 1 for none
 * @param mixUp MixUp's p, 0 for none
 * @param randAugment drawn operations, after shift and crop
 * @param seed of initial values, order, augmentation and dropout
 * @param checkpoint file from which a stopped run goes on, empty for none; see {@link
 *     Trainer#checkpoint}
 */
public record VitRecipe(
        VitConfig config,
        int trainImages,
        long steps,
        int batchSize,
        AdamW.Settings optimizer,
        double warmup,
        int shift,
        double cropArea,
        double mixUp,
        RandAugment randAugment,
        long seed,
        String checkpoint) {

    /**
     * The experiment of the first notebook: 16 patches of 7 x 7 pixels, 137,866 parameters, 4.3
     * epochs. README.md in this package has what it reached.
     */
    public static VitRecipe mnist() {
        VitConfig config =
                VitConfig.of(new VitSize("digits", 64, 4, 128, 4), 7)
                        .withImage(28, 1)
                        .withClasses(10)
                        .withPool(Pool.GAP)
                        .withPositions(Positions.SINCOS2D);
        AdamW.Settings optimizer = AdamW.Settings.of(2e-3, 1e-4);
        return new VitRecipe(
                config,
                0,
                4000,
                64,
                optimizer,
                0.1,
                1,
                1,
                0,
                RandAugment.NONE,
                Seed.global().value(),
                "");
    }

    /**
     * The same for 300 steps, to see in seconds that everything works; learns digits, but not well.
     */
    public static VitRecipe quick() {
        return mnist().withSteps(300);
    }

    /**
     * A recipe as a reader wrote it; what it leaves out is as in {@link #mnist}.
     *
     * @throws dev.vitrine.learn.recipe.RecipeException if a key is unknown or a value impossible;
     *     names both and what is possible
     */
    public static VitRecipe of(Map<?, ?> settings) {
        VitRecipe base = mnist();
        VitConfig model = base.config();
        VitSize size = model.size();
        AdamW.Settings adam = base.optimizer();
        Recipe recipe = Recipe.of(settings);

        recipe.choice("model", "vit", List.of("vit"));
        recipe.choice("data", "mnist", List.of("mnist"));
        int width = recipe.integer("width", size.width(), 8, 8192);
        int heads = recipe.integer("heads", size.heads(), 1, 256);
        if (width % heads != 0) {
            throw recipe.mismatch("heads", "a divisor of the width " + width);
        }
        Positions positions =
                Positions.valueOf(word(recipe, "posemb", model.positions(), Positions.values()));
        if (positions == Positions.SINCOS2D && width % 4 != 0) {
            throw recipe.mismatch(
                    "posemb", "learn or none, or the width %d a multiple of 4".formatted(width));
        }
        VitSize chosen =
                new VitSize(
                        size.name(),
                        width,
                        recipe.integer("depth", size.depth(), 1, 200),
                        recipe.integer("mlp", width * size.mlp() / size.width(), 1, 65536),
                        heads);
        VitConfig config =
                VitConfig.of(chosen, recipe.integer("patch", model.patch(), 1, model.imageSize()))
                        .withImage(model.imageSize(), model.channels())
                        .withClasses(model.classes())
                        .withPool(Pool.valueOf(word(recipe, "pool", model.pool(), Pool.values())))
                        .withPositions(positions)
                        .withRepSize(recipe.integer("rep_size", 0, 0, 8192))
                        .withDropout(recipe.number("dropout", 0, 0, 0.99))
                        .withStochasticDepth(recipe.number("stochastic_depth", 0, 0, 0.99));
        AdamW.Settings optimizer =
                new AdamW.Settings(
                        recipe.number("lr", adam.learningRate(), 1e-9, 10),
                        recipe.number("wd", adam.weightDecay(), 0, 0.5),
                        adam.beta1(),
                        adam.beta2(),
                        adam.epsilon(),
                        recipe.number("grad_clip_norm", adam.maxGradientNorm(), 1e-9, 1e9));
        int trainImages = recipe.integer("train_images", 0, 0, 60_000);
        int available = trainImages == 0 ? 60_000 : trainImages;
        int batch =
                recipe.integer("batch_size", Math.min(base.batchSize(), available), 1, available);
        long steps = recipe.steps("total", base.steps(), new RunUnits(available, batch));
        if (steps < 1 || steps > 1_000_000) {
            String given =
                    Stream.of("total_epochs", "total_examples", "total_steps")
                            .filter(recipe::sets)
                            .findFirst()
                            .orElseThrow();
            throw recipe.mismatch(given, "1 to 1,000,000 steps; it makes %,d".formatted(steps));
        }
        AugReg level = AugReg.valueOf(word(recipe, "augreg", AugReg.NONE, AugReg.values()));
        VitRecipe result =
                new VitRecipe(
                        config,
                        trainImages,
                        steps,
                        batch,
                        optimizer,
                        recipe.number("warmup", base.warmup(), 0, 0.99),
                        recipe.integer("shift", base.shift(), 0, model.imageSize()),
                        recipe.number("crop_area", base.cropArea(), 0.01, 1),
                        recipe.number("mixup", level.mixUp(), 0, 1),
                        level.randAugment(),
                        recipe.seed("seed", base.seed()),
                        recipe.text("checkpoint", base.checkpoint()));
        recipe.requireAllKnown();
        return result;
    }

    private static String word(Recipe recipe, String key, Enum<?> otherwise, Enum<?>[] choices) {
        List<String> words =
                Arrays.stream(choices)
                        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                        .toList();
        return recipe.choice(key, otherwise.name().toLowerCase(Locale.ROOT), words)
                .toUpperCase(Locale.ROOT);
    }

    /** The same with another seed. */
    public VitRecipe withSeed(long seed) {
        return changed(draft -> draft.seed = seed);
    }

    /** The same with another length. */
    public VitRecipe withSteps(long steps) {
        return changed(draft -> draft.steps = steps);
    }

    /** The same with a checkpoint, from which the run goes on if it is stopped. */
    public VitRecipe withCheckpoint(Path file) {
        return changed(draft -> draft.checkpoint = file.toString());
    }

    /**
     * The same with one of AugReg's levels of augmentation, in the place of MixUp and RandAugment;
     * shift and crop stay.
     */
    public VitRecipe withAugReg(AugReg level) {
        return changed(
                draft -> {
                    draft.mixUp = level.mixUp();
                    draft.randAugment = level.randAugment();
                });
    }

    /** The same for another model, such as one with another head or other positions. */
    public VitRecipe withConfig(VitConfig config) {
        return changed(draft -> draft.config = config);
    }

    private VitRecipe changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.recipe();
    }

    /** A recipe in which what a with method names can be exchanged. */
    private static final class Draft {

        private final VitRecipe base;
        private VitConfig config;
        private long steps;
        private double mixUp;
        private RandAugment randAugment;
        private long seed;
        private String checkpoint;

        Draft(VitRecipe base) {
            this.base = base;
            config = base.config;
            steps = base.steps;
            mixUp = base.mixUp;
            randAugment = base.randAugment;
            seed = base.seed;
            checkpoint = base.checkpoint;
        }

        VitRecipe recipe() {
            return new VitRecipe(
                    config,
                    base.trainImages,
                    steps,
                    base.batchSize,
                    base.optimizer,
                    base.warmup,
                    base.shift,
                    base.cropArea,
                    mixUp,
                    randAugment,
                    seed,
                    checkpoint);
        }
    }

    /** The model with its initial values. */
    public Vit model() {
        return new Vit(config, seed);
    }

    /** The training images that are used. */
    public ImageSet used(Mnist mnist) {
        return trainImages == 0 ? mnist.train() : mnist.train().first(trainImages);
    }

    /** Batches with this recipe's order and augmentation. */
    public Batches batches(ImageSet train) {
        Augment augment = shift > 0 ? Augment.shift(shift) : Augment.none();
        if (cropArea < 1) {
            augment = augment.then(Augment.cropResize(cropArea, 1));
        }
        if (randAugment.layers() > 0) {
            augment = augment.then(randAugment);
        }
        return Batches.of(train, batchSize, new Seed(seed).child("batches").value())
                .augmented(augment)
                .mixed(new MixUp(mixUp));
    }

    /**
     * A trainer for a model on some images, ready to run; add test images to have accuracy
     * measured.
     */
    public Trainer trainer(Vit model, ImageSet train) {
        Trainer trainer =
                Trainer.of(model)
                        .data(batches(train))
                        .steps(steps)
                        .optimizer(optimizer)
                        .schedule(Schedule.warmupCosine(Math.round(warmup * steps), steps))
                        .seed(seed);
        return checkpoint.isEmpty() ? trainer : trainer.checkpoint(Path.of(checkpoint));
    }
}
