package dev.vitrine.extension.picture;

/**
 * Viridis (van der Walt and Smith 2015, CC0): from dark violet over green to yellow, evenly
 * brighter, readable in print and for colour-blind readers. Interpolated between eleven of its
 * colours.
 */
final class ColorMap {

    private static final int[] VIRIDIS = {
        0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151,
        0xbddf26, 0xfde725
    };

    private ColorMap() {}

    /**
     * @param share 0 to 1; values outside are clipped, and what is not a number is grey
     */
    static int rgb(double share) {
        if (Double.isNaN(share)) {
            return 0x808080;
        }
        double position = Math.min(1, Math.max(0, share)) * (VIRIDIS.length - 1);
        int below = Math.min((int) position, VIRIDIS.length - 2);
        return mix(VIRIDIS[below], VIRIDIS[below + 1], position - below);
    }

    /**
     * @param share of {@code b}, 0 to 1
     */
    static int mix(int a, int b, double share) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double channel = (a >> shift & 0xff) * (1 - share) + (b >> shift & 0xff) * share;
            rgb = rgb << 8 | (int) Math.round(channel);
        }
        return rgb;
    }
}
