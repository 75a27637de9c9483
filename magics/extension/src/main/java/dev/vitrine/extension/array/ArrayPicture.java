package dev.vitrine.extension.array;

import dev.vitrine.extension.picture.Pictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The picture of an array whose shape is that of images. The rule goes by shape alone:
 *
 * <ul>
 *   <li>(H, W) with both from 8 to 512 and neither more than four times the other: a grey image;
 *   <li>(H, W, 1) and (H, W, 3) with both from 8 to 2048: a grey or a colour image;
 *   <li>(B, H, W, 1) and (B, H, W, 3) with H and W from 8 to 256: the first {@value #MAX_TILES} of
 *       them.
 * </ul>
 *
 * Values are taken to run from 0 to 1, −1 to 1, or 0 to 255, whichever holds all of them, else from
 * the smallest to the largest.
 *
 * @param image for the page
 * @param remark what it leaves out; may be empty
 */
record ArrayPicture(BufferedImage image, String remark) {

    static final int MAX_TILES = 32;

    private static final int TILE_COLUMNS = 8;

    static Optional<ArrayPicture> of(Elements elements, Statistics statistics) {
        long[] s = elements.shape();
        if (statistics.finite() == 0) {
            return Optional.empty();
        }
        return switch (s.length) {
            case 2 ->
                    within(s[0], 512) && within(s[1], 512) && s[0] <= 4 * s[1] && s[1] <= 4 * s[0]
                            ? Optional.of(single(one(elements, statistics, 0, s[0], s[1], 1)))
                            : Optional.empty();
            case 3 ->
                    within(s[0], 2048) && within(s[1], 2048) && channels(s[2])
                            ? Optional.of(single(one(elements, statistics, 0, s[0], s[1], s[2])))
                            : Optional.empty();
            case 4 ->
                    s[0] > 0 && within(s[1], 256) && within(s[2], 256) && channels(s[3])
                            ? Optional.of(batch(elements, statistics))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static ArrayPicture single(BufferedImage image) {
        return new ArrayPicture(Pictures.enlarge(image), "");
    }

    private static ArrayPicture batch(Elements elements, Statistics statistics) {
        long[] s = elements.shape();
        List<BufferedImage> images = new ArrayList<>();
        for (int b = 0; b < Math.min(s[0], MAX_TILES); b++) {
            images.add(one(elements, statistics, b, s[1], s[2], s[3]));
        }
        String remark =
                s[0] > MAX_TILES
                        ? String.format(Locale.ROOT, "the first %d of %,d images", MAX_TILES, s[0])
                        : "";
        return new ArrayPicture(Pictures.grid(images, TILE_COLUMNS), remark);
    }

    private static BufferedImage one(
            Elements elements,
            Statistics statistics,
            int index,
            long height,
            long width,
            long channels) {
        int size = (int) (height * width * channels);
        return Pictures.of(
                elements.floats((long) index * size, size),
                (int) height,
                (int) width,
                (int) channels,
                statistics.min(),
                statistics.max());
    }

    private static boolean within(long extent, int max) {
        return extent >= 8 && extent <= max;
    }

    private static boolean channels(long extent) {
        return extent == 1 || extent == 3;
    }
}
