package dev.vitrine.papers.vit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Augment;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.MixUp;
import dev.vitrine.learn.data.RandAugment;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.preprocess.Preprocess;
import dev.vitrine.learn.recipe.RunUnits;
import dev.vitrine.learn.train.LossFunction;
import dev.vitrine.learn.train.Trainer;

/**
 * How big_vision trains ViTs on ImageNet, as its configurations say: {@code vit_s16_i1k.py}, {@code
 * vit_i1k.py} and {@code vit_i21k.py}. Nothing in it depends on the pictures but their number, so
 * that it trains on any set that is large enough for a batch; at the published length that is a
 * task for many accelerators.
 *
 * <pre>{@code
 * PublishedVitRecipe recipe = PublishedVitRecipe.plainSmall();
 * Vit vit = new Vit(recipe.config(), 0);
 * recipe.trainer(vit, pictures, 0).run();
 * }</pre>
 *
 * @param name of the configuration
 * @param config the model; pictures must have its size
 * @param epochs passes over the pictures
 * @param batchSize pictures per step
 * @param optimizer rate, decay and limit of the gradients
 * @param warmupSteps during which the rate rises; then it falls along half a cosine
 * @param mixUp MixUp's p
 * @param randAugment after a random crop of any area from 5 % on and a flip
 * @param sigmoid whether each class is a question of its own, instead of one softmax over all
 */
public record PublishedVitRecipe(
        String name,
        VitConfig config,
        double epochs,
        int batchSize,
        AdamW.Settings optimizer,
        long warmupSteps,
        double mixUp,
        RandAugment randAugment,
        boolean sigmoid) {

    /** Training pictures of ImageNet-1k. */
    public static final int IMAGENET = 1_281_167;

    /** Where a sigmoid head begins on ImageNet-1k: at the share that a class has, about. */
    private static final double HEAD_BIAS = -6.9;

    /** The same on ImageNet-21k. */
    private static final double HEAD_BIAS_21K = -10;

    private static final int CLASSES_21K = 21_843;

    private static final AdamW.Settings ADAM = AdamW.Settings.of(1e-3, 1e-4);

    /**
     * S/16 of "Better plain ViT baselines for ImageNet-1k" (arXiv 2205.01580): mean over tokens,
     * sin-cos positions, a tanh layer before the head; 90 epochs, 76.5 % in the paper.
     */
    public static PublishedVitRecipe plainSmall() {
        VitConfig small = VitConfig.of("S/16");
        VitConfig config =
                small.withPool(Pool.GAP)
                        .withPositions(Positions.SINCOS2D)
                        .withRepSize(small.size().width());
        return new PublishedVitRecipe(
                "vit_s16_i1k", config, 90, 1024, ADAM, 10_000, 0.2, new RandAugment(2, 10), false);
    }

    /**
     * A size of "How to train your ViT?" (arXiv 2106.10270) from scratch on ImageNet-1k: class
     * token, 300 epochs, sigmoid loss, and the level of augmentation that goes with the size.
     *
     * @param variant Ti/16, S/32, S/16, B/32, B/16 or L/16
     */
    public static PublishedVitRecipe augReg(String variant) {
        VitConfig model = VitConfig.of(variant);
        return augReg(
                "vit_i1k",
                model.withRepSize(model.size().width()).withHeadBias(HEAD_BIAS),
                AugReg.of(variant, false));
    }

    /**
     * A size of "How to train your ViT?" pre-trained on ImageNet-21k, whose 21,843 classes overlap:
     * mean over tokens, 300 epochs, sigmoid loss, and the lower level of augmentation that so much
     * data needs.
     *
     * @param variant Ti/16, S/32, S/16, B/32, B/16 or L/16
     */
    public static PublishedVitRecipe augReg21k(String variant) {
        return augReg(
                "vit_i21k",
                VitConfig.of(variant)
                        .withPool(Pool.GAP)
                        .withClasses(CLASSES_21K)
                        .withHeadBias(HEAD_BIAS_21K),
                AugReg.of(variant, true));
    }

    private static PublishedVitRecipe augReg(String name, VitConfig config, AugReg level) {
        return new PublishedVitRecipe(
                name, config, 300, 4096, ADAM, 10_000, level.mixUp(), level.randAugment(), true);
    }

    /** Length of the run for so many pictures. */
    public long steps(int pictures) {
        return new RunUnits(pictures, batchSize).steps(epochs);
    }

    /**
     * The share of the learning rate at each step.
     *
     * @throws IllegalArgumentException if the run would end within the warm-up
     */
    public Schedule schedule(int pictures) {
        return Schedule.warmupCosine(warmupSteps, steps(pictures));
    }

    /** Batches with this recipe's augmentation. */
    public Batches batches(ImageSet pictures, long seed) {
        Augment crop =
                Preprocess.parse("inception_crop(%d)|flip_lr".formatted(config.imageSize()))
                        .augment();
        return Batches.of(pictures, batchSize, new Seed(seed).child("batches").value())
                .augmented(crop.then(randAugment))
                .mixed(new MixUp(mixUp));
    }

    /** A trainer at the published length for these pictures. */
    public Trainer trainer(Vit model, ImageSet pictures, long seed) {
        return Trainer.of(model)
                .data(batches(pictures, seed))
                .loss(
                        sigmoid
                                ? LossFunction.sigmoidCrossEntropy(model)
                                : LossFunction.softmaxCrossEntropy(model))
                .steps(steps(pictures.size()))
                .optimizer(optimizer)
                .schedule(schedule(pictures.size()))
                .seed(seed);
    }

    /** The same for other pictures, or a model or length that fits them. */
    public PublishedVitRecipe with(VitConfig config, int batchSize, double epochs, long warmup) {
        return new PublishedVitRecipe(
                name, config, epochs, batchSize, optimizer, warmup, mixUp, randAugment, sigmoid);
    }
}
