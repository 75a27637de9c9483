package dev.vitrine.papers.mixer;

import java.util.Objects;

/**
 * Every choice that makes a Mixer.
 *
 * <pre>{@code
 * MixerConfig.of("B/16")                          // 224 pixels, RGB, 1000 classes
 * MixerConfig.of(new MixerSize("tiny", 4, 64, 32, 128), 7).withImage(28, 1).withClasses(10)
 * }</pre>
 *
 * @param size depth and widths
 * @param patch P, side of a patch in pixels
 * @param imageSize side of the square image in pixels; where P does not divide it, zeros are added
 *     around it
 * @param channels 1 or 3
 * @param classes outputs of the head; 0 for no head
 * @param stochasticDepth probability with which training drops each half of the last block; it
 *     falls in a straight line to 0 for the first block
 * @param headBias initial bias of the head; −6.9 in the paper's ImageNet-1k training with sigmoid
 *     loss
 */
public record MixerConfig(
        MixerSize size,
        int patch,
        int imageSize,
        int channels,
        int classes,
        double stochasticDepth,
        double headBias) {

    public MixerConfig {
        Objects.requireNonNull(size, "size");
        require(patch >= 1, "patch %d: must be at least 1", patch);
        require(imageSize >= 1, "image of %d pixels: must be at least 1", imageSize);
        require(channels == 1 || channels == 3, "%d channels: 1 or 3 expected", channels);
        require(classes >= 0, "%d classes: must not be negative", classes);
        require(
                stochasticDepth >= 0 && stochasticDepth < 1,
                "stochastic depth %s: must be from 0 to below 1",
                stochasticDepth);
    }

    private static void require(boolean valid, String problem, Object... values) {
        if (!valid) {
            throw new IllegalArgumentException("Mixer: " + problem.formatted(values));
        }
    }

    /**
     * A published model: 224 pixels, RGB, 1000 classes.
     *
     * @param variant size and patch, such as "B/16"
     * @throws IllegalArgumentException if there is no such size, or no patch in pixels after a
     *     slash
     */
    public static MixerConfig of(String variant) {
        int slash = variant.indexOf('/');
        String patch = variant.substring(slash + 1);
        require(
                slash > 0 && patch.matches("[1-9][0-9]{0,3}"),
                "\"%s\" is not a size, a slash and the patch size in pixels, as in B/16",
                variant);
        return of(MixerSize.of(variant.substring(0, slash)), Integer.parseInt(patch));
    }

    /** As {@link #of(String)}, with any size. */
    public static MixerConfig of(MixerSize size, int patch) {
        return new MixerConfig(size, patch, 224, 3, 1000, 0, 0);
    }

    public MixerConfig withImage(int imageSize, int channels) {
        return new MixerConfig(
                size, patch, imageSize, channels, classes, stochasticDepth, headBias);
    }

    public MixerConfig withClasses(int classes) {
        return new MixerConfig(
                size, patch, imageSize, channels, classes, stochasticDepth, headBias);
    }

    public MixerConfig withStochasticDepth(double stochasticDepth) {
        return new MixerConfig(
                size, patch, imageSize, channels, classes, stochasticDepth, headBias);
    }

    public MixerConfig withHeadBias(double headBias) {
        return new MixerConfig(
                size, patch, imageSize, channels, classes, stochasticDepth, headBias);
    }

    /**
     * For images of {@code factor} times the side: factor² times as many tokens, and a token
     * perceptron wider by as much (appendix C, "fine-tuning at higher resolution").
     *
     * @throws IllegalArgumentException if the factor is below 1, or P does not divide the image
     */
    MixerConfig upscaled(int factor) {
        require(factor >= 1, "larger by a factor of %d: must be at least 1", factor);
        require(
                imageSize % patch == 0,
                "an image of %d pixels that is padded to whole patches of %d has no larger version",
                imageSize,
                patch);
        MixerSize wider =
                new MixerSize(
                        size.name(),
                        size.depth(),
                        size.width(),
                        size.tokenMlp() * factor * factor,
                        size.channelMlp());
        return new MixerConfig(
                wider, patch, imageSize * factor, channels, classes, stochasticDepth, headBias);
    }

    /** Patches along each side, ⌈image / P⌉. */
    public int grid() {
        return (imageSize + patch - 1) / patch;
    }

    /** S, the number of patches. */
    public int tokens() {
        return grid() * grid();
    }

    /** Number of trainable values, computed without making the model. */
    public long parameterCount() {
        long c = size.width();
        return ((long) patch * patch * channels + 1) * c
                + size.depth() * size.blockParameters(tokens())
                + 2 * c
                + (c + 1) * classes;
    }
}
