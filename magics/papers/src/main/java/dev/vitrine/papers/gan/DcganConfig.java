package dev.vitrine.papers.gan;

/**
 * Sizes of a DCGAN (arXiv 1511.06434) for square images.
 *
 * @param name such as "faces"
 * @param side of the images in pixels: 4 times a power of 2, at least 8
 * @param channels of the images
 * @param width channels of the layers next to the images; each layer further away has twice as many
 * @param latent width of the noise
 */
public record DcganConfig(String name, int side, int channels, int width, int latent) {

    /** Rows and columns of what the noise is projected to. */
    static final int START = 4;

    public DcganConfig {
        if (side < 2 * START || Integer.bitCount(side) != 1) {
            throw new IllegalArgumentException(
                    "images of %d pixels: 8, 16, 32 or another power of 2 expected"
                            .formatted(side));
        }
        if (channels < 1 || width < 1 || latent < 1) {
            throw new IllegalArgumentException(
                    "channels %d, width %d, latent %d: at least 1 of each expected"
                            .formatted(channels, width, latent));
        }
    }

    /**
     * The networks of the paper for faces of 64 pixels, as Newmu/dcgan_code has them.
     *
     * @throws IllegalArgumentException if the name is another one
     */
    public static DcganConfig of(String name) {
        if (!name.equals("faces")) {
            throw new IllegalArgumentException(
                    "DCGAN \"%s\" is not known; there is \"faces\"".formatted(name));
        }
        return new DcganConfig(name, 64, 3, 128, 100);
    }

    /** Small networks for grey images. */
    public static DcganConfig small(int side) {
        return new DcganConfig("small", side, 1, 16, 16);
    }

    /** How often D halves an image, and G doubles it. */
    public int stages() {
        return Integer.numberOfTrailingZeros(side / START);
    }

    /** Channels after so many of D's stages, from 1, or before as many of G's. */
    int channelsAt(int stage) {
        return stage == 0 ? channels : width << (stage - 1);
    }

    /** Number of trainable values of G. */
    public long generatorParameters() {
        long projected = (long) START * START * channelsAt(stages());
        long count = latent * projected + 2 * projected;
        for (int stage = stages(); stage > 0; stage--) {
            count += 25L * channelsAt(stage) * channelsAt(stage - 1);
            count += stage == 1 ? 0 : 2L * channelsAt(stage - 1);
        }
        return count;
    }

    /** Number of trainable values of D. */
    public long discriminatorParameters() {
        long count = (long) START * START * channelsAt(stages());
        for (int stage = 1; stage <= stages(); stage++) {
            count += 25L * channelsAt(stage - 1) * channelsAt(stage);
            count += stage == 1 ? 0 : 2L * channelsAt(stage);
        }
        return count;
    }
}
