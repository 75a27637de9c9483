package dev.vitrine.learn.data;

import dev.vitrine.tensor.Philox;

/**
 * A random change of one training image that keeps its class.
 *
 * <p>All randomness comes from the generator that is handed in, so the same seed gives the same
 * pictures.
 */
@FunctionalInterface
public interface Augment {

    /**
     * @param image (height, width, channels) in [-1, 1]; not changed
     * @return an image of the same size, which may be the given one
     */
    float[] apply(float[] image, int height, int width, int channels, Philox random);

    /** Leaves images as they are. */
    static Augment none() {
        return (image, height, width, channels, random) -> image;
    }

    /** This change, then another. */
    default Augment then(Augment next) {
        return (image, height, width, channels, random) ->
                next.apply(
                        apply(image, height, width, channels, random),
                        height,
                        width,
                        channels,
                        random);
    }

    /**
     * Moves the image by whole pixels, up to {@code maxPixels} in each direction, every offset
     * equally likely; what comes in from outside is -1 (black).
     *
     * @throws IllegalArgumentException if {@code maxPixels} is negative
     */
    static Augment shift(int maxPixels) {
        if (maxPixels < 0) {
            throw new IllegalArgumentException(
                    "shift by up to %d pixels: must not be negative".formatted(maxPixels));
        }
        return (image, height, width, channels, random) -> {
            int dy = between(-maxPixels, maxPixels, random);
            int dx = between(-maxPixels, maxPixels, random);
            return Pixels.shifted(image, height, width, channels, dy, dx);
        };
    }

    /**
     * Cuts out a part of the image with the same aspect ratio, anywhere, and scales it back to full
     * size (bilinear).
     *
     * @param minArea smallest part, as a fraction of the area, above 0
     * @param maxArea largest part, at most 1
     * @throws IllegalArgumentException if not 0 &lt; minArea &lt;= maxArea &lt;= 1
     */
    static Augment cropResize(double minArea, double maxArea) {
        if (!(minArea > 0 && minArea <= maxArea && maxArea <= 1)) {
            throw new IllegalArgumentException(
                    "crop of %s to %s of the area: 0 < smallest <= largest <= 1 expected"
                            .formatted(minArea, maxArea));
        }
        return (image, height, width, channels, random) -> {
            double side = Math.sqrt(minArea + (maxArea - minArea) * random.nextDouble());
            double top = random.nextDouble() * height * (1 - side);
            double left = random.nextDouble() * width * (1 - side);
            return Pixels.cropped(image, height, width, channels, top, left, side);
        };
    }

    private static int between(int low, int high, Philox random) {
        return low + random.nextInt(high - low + 1);
    }
}
