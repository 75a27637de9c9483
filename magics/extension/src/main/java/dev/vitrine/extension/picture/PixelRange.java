package dev.vitrine.extension.picture;

/**
 * Which values are drawn black and white.
 *
 * @param black the value that is black
 * @param white the value that is white
 */
record PixelRange(double black, double white) {

    /**
     * The range that values most likely have, by their smallest and largest: [0, 1] and [-1, 1] as
     * networks take them, [0, 255] as files hold them, and otherwise from the smallest to the
     * largest.
     */
    static PixelRange of(double min, double max) {
        if (min >= 0 && max <= 1) {
            return new PixelRange(0, 1);
        }
        if (min >= -1 && max <= 1) {
            return new PixelRange(-1, 1);
        }
        if (min >= 0 && max <= 255) {
            return new PixelRange(0, 255);
        }
        return new PixelRange(min, max);
    }

    /** 0 for black to 1 for white; values outside are clipped. */
    double brightness(double value) {
        return white == black ? 0.5 : Math.min(1, Math.max(0, (value - black) / (white - black)));
    }
}
