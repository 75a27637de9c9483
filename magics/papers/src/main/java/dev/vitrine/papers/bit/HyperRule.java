package dev.vitrine.papers.bit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Augment;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.MixUp;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.optim.Sgd;
import dev.vitrine.learn.train.Trainer;
import java.util.List;

/**
 * BiT-HyperRule: how to fine-tune, chosen by nothing but the number of examples and the size of the
 * images (section 2.2; {@code bit_hyperrule.py} in google-research/big_transfer). SGD with momentum
 * 0.9 and no weight decay, all layers, and a head that starts at zero.
 *
 * @param learningRate after the warm-up
 * @param batchSize images per step
 * @param supports end of the warm-up, the steps after which the rate falls to a tenth, and the end
 * @param mixUp MixUp's α, 0 for none
 */
public record HyperRule(double learningRate, int batchSize, List<Integer> supports, double mixUp) {

    private static final double MOMENTUM = 0.9;
    private static final int MEDIUM = 20_000;
    private static final int LARGE = 500_000;
    private static final int SMALL_MEDIUM = 1_000;
    private static final int SMALL_AREA = 96 * 96;

    /**
     * Sides of the image that training and test see.
     *
     * @param resize side after resizing, for training
     * @param crop side of the random part that is trained on, and of the resized test image
     */
    public record Resolution(int resize, int crop) {

        /**
         * Preprocessing of training images, for {@link
         * dev.vitrine.learn.preprocess.Preprocess#parse}.
         *
         * @param flip whether left and right may be exchanged; not for digits and texts
         */
        public String train(boolean flip) {
            return "resize(%d)|random_crop(%d)%s|value_range(-1,1)"
                    .formatted(resize, crop, flip ? "|flip_lr" : "");
        }

        /** Preprocessing of test images: resized to the size of the crop, and not cropped. */
        public String test() {
            return "resize(%d)|value_range(-1,1)".formatted(crop);
        }
    }

    public HyperRule {
        supports = List.copyOf(supports);
        if (!(learningRate > 0) || batchSize < 1) {
            throw new IllegalArgumentException(
                    "HyperRule: learning rate %s and batch size %d must be above 0"
                            .formatted(learningRate, batchSize));
        }
        boolean ascending = supports.size() >= 2 && supports.get(0) >= 0;
        for (int i = 1; ascending && i < supports.size(); i++) {
            ascending = supports.get(i) > supports.get(i - 1);
        }
        if (!ascending) {
            throw new IllegalArgumentException(
                    "HyperRule: supports %s must ascend, from the end of the warm-up to the end of the run"
                            .formatted(supports));
        }
    }

    /** The paper's rule for a number of training examples. */
    public static HyperRule of(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "HyperRule: %d examples: at least 1 expected".formatted(examples));
        }
        if (examples < MEDIUM) {
            return new HyperRule(0.003, 512, List.of(100, 200, 300, 400, 500), 0);
        }
        return new HyperRule(
                0.003,
                512,
                examples < LARGE
                        ? List.of(500, 3000, 6000, 9000, 10_000)
                        : List.of(500, 6000, 12_000, 18_000, 20_000),
                0.1);
    }

    /**
     * The rule's shape for small networks and pictures of 28 pixels: 100 steps of 32 images for
     * fewer than 1,000 examples, otherwise 300 steps of 64. Not in the paper.
     */
    public static HyperRule small(int examples) {
        return examples < SMALL_MEDIUM
                ? new HyperRule(0.03, 32, List.of(20, 40, 60, 80, 100), 0)
                : new HyperRule(0.03, 64, List.of(60, 120, 180, 240, 300), 0);
    }

    /** The paper's rule for images of a size. */
    public static Resolution resolution(int height, int width) {
        return (long) height * width < SMALL_AREA
                ? new Resolution(160, 128)
                : new Resolution(512, 480);
    }

    /** Length of the run. */
    public int steps() {
        return supports.get(supports.size() - 1);
    }

    /** Share of the learning rate at each step; 0 from the end on. */
    public Schedule schedule() {
        return step -> {
            if (step >= steps()) {
                return 0;
            }
            if (step < supports.get(0)) {
                return (double) step / supports.get(0);
            }
            // At the support itself the rate is still the higher one.
            long passed = supports.stream().skip(1).filter(support -> support < step).count();
            return Math.pow(10, -passed);
        };
    }

    /** The learning rate at a step, from 0. */
    public double rate(long step) {
        return learningRate * schedule().at(step);
    }

    /**
     * A trainer that fine-tunes a model, see {@link Bit#forClasses}, by this rule.
     *
     * @param augment what is done to training images
     */
    public Trainer trainer(Bit model, ImageSet train, Augment augment, long seed) {
        int batch = Math.min(batchSize, train.size());
        Batches batches =
                Batches.of(train, batch, new Seed(seed).child("batches").value())
                        .augmented(augment)
                        .mixed(new MixUp(mixUp));
        return Trainer.of(model)
                .data(batches)
                .steps(steps())
                .optimizer(Sgd.Settings.of(learningRate, MOMENTUM))
                .schedule(schedule())
                .seed(seed);
    }
}
