package dev.vitrine.learn.data;

import dev.vitrine.learn.Seed;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * The training set cut into batches: shuffled anew in each epoch, augmented, mixed.
 *
 * <p>{@link #at} gives the batch of any step without the steps before it, and the same one each
 * time: order and augmentation are functions of seed and step. That makes a run repeatable and lets
 * it go on where it stopped. Each epoch visits every image at most once; images that do not fill a
 * last batch are left out of that epoch.
 */
public final class Batches implements BatchSource<Batch> {

    private final ImageSet images;
    private final int batchSize;
    private final Seed seed;
    private final Augment augment;
    private final MixUp mixUp;

    private long orderedEpoch = -1;
    private int[] order;

    private Batches(ImageSet images, int batchSize, Seed seed, Augment augment, MixUp mixUp) {
        this.images = images;
        this.batchSize = batchSize;
        this.seed = seed;
        this.augment = augment;
        this.mixUp = mixUp;
    }

    /**
     * Batches in seeded random order, without augmentation.
     *
     * @throws IllegalArgumentException if the batch is empty or larger than the set
     */
    public static Batches of(ImageSet images, int batchSize, long seed) {
        if (batchSize < 1 || batchSize > images.size()) {
            throw new IllegalArgumentException(
                    "batch size %d: must be from 1 to the number of images, %d"
                            .formatted(batchSize, images.size()));
        }
        return new Batches(images, batchSize, new Seed(seed), Augment.none(), MixUp.NONE);
    }

    /** The same batches, each image changed by {@code augment}. */
    public Batches augmented(Augment augment) {
        return new Batches(images, batchSize, seed, Objects.requireNonNull(augment), mixUp);
    }

    /** The same batches, mixed after augmentation. */
    public Batches mixed(MixUp mixUp) {
        return new Batches(images, batchSize, seed, augment, Objects.requireNonNull(mixUp));
    }

    /** The images that are drawn from. */
    public ImageSet images() {
        return images;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    /** Number of full batches in the set. */
    @Override
    public int batchesPerEpoch() {
        return images.size() / batchSize;
    }

    @Override
    public String unit() {
        return "images";
    }

    @Override
    public Map<String, String> fingerprint() {
        return Map.of(
                "images",
                images.size() + " " + images.name(),
                "order of images",
                Integer.toHexString(Arrays.hashCode(indicesAt(0))));
    }

    /** The epoch, from 0, to which a step belongs. */
    public long epochOf(long step) {
        return step / batchesPerEpoch();
    }

    /**
     * The indices of the images in the batch of a step.
     *
     * @param step from 0, without upper bound
     */
    public synchronized int[] indicesAt(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step %d: must not be negative".formatted(step));
        }
        long epoch = epochOf(step);
        if (epoch != orderedEpoch) {
            order = seed.child("shuffle").child(epoch).philox().permutation(images.size());
            orderedEpoch = epoch;
        }
        int[] indices = new int[batchSize];
        System.arraycopy(
                order, (int) (step % batchesPerEpoch()) * batchSize, indices, 0, batchSize);
        return indices;
    }

    /**
     * The batch of a step.
     *
     * @param step from 0, without upper bound
     */
    @Override
    public Batch at(long step) {
        int[] indices = indicesAt(step);
        Philox random = seed.child("augment").child(step).philox();
        int height = images.height();
        int width = images.width();
        int channels = images.channels();
        int length = height * width * channels;
        float[] pixels = new float[batchSize * length];
        float[] targets = new float[batchSize * images.classes()];
        int[] labels = new int[batchSize];
        for (int b = 0; b < batchSize; b++) {
            float[] image =
                    augment.apply(images.pixels(indices[b]), height, width, channels, random);
            System.arraycopy(image, 0, pixels, b * length, length);
            labels[b] = images.label(indices[b]);
            targets[b * images.classes() + labels[b]] = 1;
        }
        double lambda = mixUp.lambda(random);
        return new Batch(
                Tensor.of(MixUp.mix(pixels, batchSize, lambda), batchSize, height, width, channels),
                Tensor.of(MixUp.mix(targets, batchSize, lambda), batchSize, images.classes()),
                labels);
    }
}
