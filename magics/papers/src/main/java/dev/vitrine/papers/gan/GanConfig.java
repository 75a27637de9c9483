package dev.vitrine.papers.gan;

import java.util.List;

/**
 * Sizes of a pair of fully connected networks.
 *
 * @param latent width of the noise
 * @param generator widths of G's hidden layers, with ReLU
 * @param range what the samples' values are bound to
 * @param data width of an example, its last axis
 * @param discriminator widths of D's hidden layers
 * @param pieces of D's maxout units, at least 2; 0 for ReLU
 * @param inputDropout rate of zeros in D's input
 * @param hiddenDropout rate of zeros in D's hidden layers
 * @param generatorBound G's kernels start uniform in ±bound; 0 for LeCun normal
 * @param discriminatorBound D's kernels start uniform in ±bound; 0 for LeCun normal
 */
public record GanConfig(
        int latent,
        List<Integer> generator,
        Range range,
        int data,
        List<Integer> discriminator,
        int pieces,
        double inputDropout,
        double hiddenDropout,
        double generatorBound,
        double discriminatorBound) {

    /** What G's last layer ends with. */
    public enum Range {
        /** Any number. */
        LINEAR,
        /** A sigmoid: 0 to 1. */
        UNIT,
        /** A hyperbolic tangent: -1 to 1. */
        SYMMETRIC
    }

    public GanConfig {
        generator = List.copyOf(generator);
        discriminator = List.copyOf(discriminator);
        if (latent < 1 || data < 1 || generator.isEmpty() || discriminator.isEmpty()) {
            throw new IllegalArgumentException(
                    "latent %d, data %d, %d and %d hidden layers: at least 1 of each expected"
                            .formatted(latent, data, generator.size(), discriminator.size()));
        }
        if (pieces != 0 && pieces < 2) {
            throw new IllegalArgumentException(
                    "maxout of %d pieces: 0 (ReLU) or at least 2 expected".formatted(pieces));
        }
        if (pieces > 0 && discriminatorBound == 0) {
            throw new IllegalArgumentException("maxout needs a bound for its kernels above 0");
        }
    }

    /** The paper's networks for MNIST's 784 pixels, as goodfeli/adversarial has them. */
    public static GanConfig mnist() {
        return new GanConfig(
                100,
                List.of(1200, 1200),
                Range.UNIT,
                784,
                List.of(240, 240),
                5,
                0.2,
                0.5,
                0.05,
                0.005);
    }

    /** Small networks for points, with ReLU in both and without dropout. */
    public static GanConfig points(int latent, int width, int data) {
        return new GanConfig(
                latent,
                List.of(width, width),
                Range.LINEAR,
                data,
                List.of(width, width),
                0,
                0,
                0,
                0,
                0);
    }

    /**
     * Networks for images with values from -1 to 1: ReLU in G, maxout and the paper's dropout in D.
     *
     * @param width of all hidden layers
     * @param data pixels of an image
     */
    public static GanConfig images(int latent, int width, int data) {
        return new GanConfig(
                latent,
                List.of(width, width),
                Range.SYMMETRIC,
                data,
                List.of(width, width),
                2,
                0.2,
                0.5,
                0,
                0.05);
    }

    /** Number of trainable values of G. */
    public long generatorParameters() {
        long count = 0;
        int in = latent;
        for (int width : generator) {
            count += (in + 1L) * width;
            in = width;
        }
        return count + (in + 1L) * data;
    }

    /** Number of trainable values of D. */
    public long discriminatorParameters() {
        long count = 0;
        int in = data;
        for (int width : discriminator) {
            count += (in + 1L) * width * Math.max(1, pieces);
            in = width;
        }
        return count + in + 1;
    }
}
