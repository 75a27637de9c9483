package dev.vitrine.papers.siglip;

import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import java.util.Objects;

/**
 * Two towers of one width.
 *
 * @param image a ViT with attention pooling and no head: its pooled vector is the embedding
 * @param text size of the text tower; its width is the image tower's
 * @param vocabulary tokens that there are
 * @param length tokens of every text, sticky ends of sentence included
 * @param temperature t before training, above 0; 10 in the paper
 * @param bias b before training; -10 in the paper, which makes every pair a mismatch at first
 */
public record SiglipConfig(
        VitConfig image,
        VitSize text,
        int vocabulary,
        int length,
        double temperature,
        double bias) {

    public SiglipConfig {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(text, "text");
        require(
                image.pool() == Pool.MAP && image.classes() == 0 && image.repSize() == 0,
                "the image tower needs pool MAP and no head, not %s",
                image);
        require(
                image.size().width() == text.width(),
                "the towers must have one width, not %d and %d",
                image.size().width(),
                text.width());
        require(vocabulary >= 2, "%d tokens: at least 2 expected", vocabulary);
        require(length >= 1, "texts of %d tokens: at least 1 expected", length);
        require(temperature > 0, "temperature %s: must be above 0", temperature);
    }

    private static void require(boolean valid, String problem, Object... values) {
        if (!valid) {
            throw new IllegalArgumentException("SigLIP: " + problem.formatted(values));
        }
    }

    /**
     * A published model: both towers of one size, 224 pixels, 32,000 tokens, texts of 64.
     *
     * @param variant size and patch, such as "B/16"
     */
    public static SiglipConfig of(String variant) {
        VitConfig image = VitConfig.of(variant);
        return of(image, image.size(), 32_000, 64);
    }

    /** Towers of any sizes; the image tower's pool and head are set as they must be. */
    public static SiglipConfig of(VitConfig image, VitSize text, int vocabulary, int length) {
        return new SiglipConfig(
                image.withPool(Pool.MAP).withClasses(0), text, vocabulary, length, 10, -10);
    }

    public SiglipConfig withImage(int pixels) {
        return new SiglipConfig(
                image.withImage(pixels, image.channels()),
                text,
                vocabulary,
                length,
                temperature,
                bias);
    }

    public SiglipConfig withLength(int length) {
        return new SiglipConfig(image, text, vocabulary, length, temperature, bias);
    }

    /** With other values of t and b before training. */
    public SiglipConfig startingAt(double temperature, double bias) {
        return new SiglipConfig(image, text, vocabulary, length, temperature, bias);
    }

    /** Trainable values of the text tower. */
    public long textParameterCount() {
        long d = text.width();
        return (vocabulary + length) * d
                + text.depth() * text.blockParameters()
                + 2 * d
                + (d + 1) * d;
    }

    /** Trainable values of both towers, t' and b. */
    public long parameterCount() {
        return image.parameterCount() + textParameterCount() + 2;
    }
}
