package dev.vitrine.learn.data;

import dev.vitrine.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Labelled images of one size, one unsigned byte per channel, in memory.
 *
 * <p>Pixels are kept as bytes, a quarter of what floats need, and become floats in [-1, 1] only in
 * a batch.
 */
public final class ImageSet {

    private final String name;
    private final byte[] pixels;
    private final int height;
    private final int width;
    private final int channels;
    private final int[] labels;
    private final List<String> classNames;

    /**
     * @param name for captions and error messages
     * @param pixels (N, H, W, C), 0 to 255; not copied
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @param labels one per image, 0 to classes - 1; not copied
     * @throws IllegalArgumentException if the sizes do not fit together or a label has no class
     *     name
     */
    public ImageSet(
            String name,
            byte[] pixels,
            int height,
            int width,
            int channels,
            int[] labels,
            List<String> classNames) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "%s: images of %d x %d pixels: both sides must be at least 1"
                            .formatted(name, height, width));
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "%s: %d channels: 1 (grey) or 3 (red, green, blue) expected"
                            .formatted(name, channels));
        }
        long expected = (long) labels.length * height * width * channels;
        if (pixels.length != expected) {
            throw new IllegalArgumentException(
                    "%s: %,d labels with images of %d x %d x %d need %,d bytes of pixels, found %,d"
                            .formatted(
                                    name,
                                    labels.length,
                                    height,
                                    width,
                                    channels,
                                    expected,
                                    pixels.length));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException(
                        "%s: label %d of image %d is outside 0 to %d"
                                .formatted(name, labels[i], i, classNames.size() - 1));
            }
        }
        this.name = Objects.requireNonNull(name);
        this.pixels = pixels;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.labels = labels;
        this.classNames = List.copyOf(classNames);
    }

    public String name() {
        return name;
    }

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public int channels() {
        return channels;
    }

    public List<String> classNames() {
        return classNames;
    }

    public int classes() {
        return classNames.size();
    }

    /** Class of image {@code i}. */
    public int label(int i) {
        return labels[Objects.checkIndex(i, size())];
    }

    /** All labels, a copy. */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Image {@code i} as floats.
     *
     * @return (H, W, C), values in [-1, 1] with 0 mapped to -1 and 255 to 1
     */
    public float[] pixels(int i) {
        int length = height * width * channels;
        int offset = Objects.checkIndex(i, size()) * length;
        float[] values = new float[length];
        for (int p = 0; p < length; p++) {
            values[p] = (pixels[offset + p] & 0xff) / 127.5f - 1;
        }
        return values;
    }

    /**
     * Some images as one tensor.
     *
     * @param indices which images, in order
     * @return (B, H, W, C), values in [-1, 1]
     */
    public Tensor images(int... indices) {
        int length = height * width * channels;
        float[] values = new float[indices.length * length];
        for (int b = 0; b < indices.length; b++) {
            System.arraycopy(pixels(indices[b]), 0, values, b * length, length);
        }
        return Tensor.of(values, indices.length, height, width, channels);
    }

    /** Image {@code i} as a picture, grey or RGB, one pixel per pixel. */
    public BufferedImage image(int i) {
        int offset = Objects.checkIndex(i, size()) * height * width * channels;
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(width, height, type);
        int[] samples = new int[height * width * channels];
        for (int p = 0; p < samples.length; p++) {
            samples[p] = pixels[offset + p] & 0xff;
        }
        image.getRaster().setPixels(0, 0, width, height, samples);
        return image;
    }

    /**
     * The first images, sharing nothing with this set.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public ImageSet first(int count) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException(
                    "%s has %,d images; the first %,d were asked for"
                            .formatted(name, size(), count));
        }
        return select(IntStream.range(0, count).toArray());
    }

    /** The images at the given indices, in that order, sharing nothing with this set. */
    public ImageSet select(int... indices) {
        int length = height * width * channels;
        byte[] chosen = new byte[indices.length * length];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int index = Objects.checkIndex(indices[i], size());
            System.arraycopy(pixels, index * length, chosen, i * length, length);
            chosenLabels[i] = labels[index];
        }
        return new ImageSet(name, chosen, height, width, channels, chosenLabels, classNames);
    }

    /**
     * The same images with their pixels in another order, the same one in every image.
     *
     * @param order for each pixel of the result, row by row, which pixel of the old image it is; a
     *     permutation of 0 to height · width - 1
     * @throws IllegalArgumentException if it is not
     */
    public ImageSet permuted(int[] order) {
        requirePermutation(order);
        byte[] moved = new byte[pixels.length];
        for (int i = 0; i < size(); i++) {
            int image = i * order.length * channels;
            for (int p = 0; p < order.length; p++) {
                System.arraycopy(
                        pixels, image + order[p] * channels, moved, image + p * channels, channels);
            }
        }
        return new ImageSet(name, moved, height, width, channels, labels, classNames);
    }

    private void requirePermutation(int[] order) {
        BitSet seen = new BitSet();
        Arrays.stream(order).filter(p -> p >= 0 && p < height * width).forEach(seen::set);
        if (order.length != height * width || seen.cardinality() != order.length) {
            throw new IllegalArgumentException(
                    "%s: an order of pixels must hold each number from 0 to %d once; this one has %d numbers, %d of"
                                    .formatted(
                                            name,
                                            height * width - 1,
                                            order.length,
                                            seen.cardinality())
                            + " them different and in that range");
        }
    }

    /**
     * The same images in a frame of black (0).
     *
     * @param pixels width of the frame on each side, 0 or more
     */
    public ImageSet padded(int pixels) {
        if (pixels < 0) {
            throw new IllegalArgumentException(
                    "%s: a frame of %d pixels: must not be negative".formatted(name, pixels));
        }
        int newHeight = height + 2 * pixels;
        int newWidth = width + 2 * pixels;
        byte[] framed = new byte[size() * newHeight * newWidth * channels];
        int row = width * channels;
        for (int i = 0; i < size(); i++) {
            for (int y = 0; y < height; y++) {
                int to = ((i * newHeight + y + pixels) * newWidth + pixels) * channels;
                System.arraycopy(this.pixels, (i * height + y) * row, framed, to, row);
            }
        }
        return new ImageSet(name, framed, newHeight, newWidth, channels, labels, classNames);
    }

    /** How many images each class has: columns class, images, share. */
    public Table asTable() {
        int[] counts = new int[classes()];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        DoubleColumn share = DoubleColumn.create("share");
        Arrays.stream(counts).forEach(count -> share.append((double) count / Math.max(1, size())));
        return Table.create(
                name,
                StringColumn.create("class", classNames),
                IntColumn.create("images", counts),
                share);
    }

    @Override
    public String toString() {
        return "%s: %,d images of %d x %d x %d in %d classes"
                .formatted(name, size(), height, width, channels, classes());
    }
}
