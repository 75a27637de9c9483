package dev.vitrine.learn.preprocess;

import dev.vitrine.tensor.Philox;

/**
 * A random part of an image with a random shape: TensorFlow's {@code sample_distorted_bounding_box}
 * without objects. The aspect ratio is drawn first, then the height among those with which the area
 * is within its bounds, then the place, each uniformly; a hundred failures give the whole image.
 *
 * @param minArea share of the image, above 0
 * @param maxArea at most 1
 * @param minRatio of width to height
 */
record DistortedBox(double minArea, double maxArea, double minRatio, double maxRatio) {

    private static final int ATTEMPTS = 100;

    record Box(int top, int left, int height, int width) {}

    Box sample(int imageHeight, int imageWidth, Philox random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double ratio = minRatio + (maxRatio - minRatio) * random.nextDouble();
            Box box = box(imageHeight, imageWidth, ratio, random);
            if (box != null) {
                return box;
            }
        }
        return new Box(0, 0, imageHeight, imageWidth);
    }

    /** Null if rounding makes the part too small, too large, or longer than the image. */
    private Box box(int imageHeight, int imageWidth, double ratio, Philox random) {
        double least = minArea * imageHeight * imageWidth;
        double most = maxArea * imageHeight * imageWidth;
        int lowest = (int) Math.rint(Math.sqrt(least / ratio));
        int highest = (int) Math.rint(Math.sqrt(most / ratio));
        while (highest > 0 && Math.rint(highest * ratio) > imageWidth) {
            highest = Math.min(highest - 1, (int) ((imageWidth + 0.5) / ratio));
        }
        highest = Math.min(highest, imageHeight);
        int height = lowest >= highest ? highest : lowest + random.nextInt(highest - lowest + 1);
        int width = (int) Math.rint(height * ratio);
        if ((double) height * width < least) {
            height++;
            width = (int) Math.rint(height * ratio);
        }
        if ((double) height * width > most) {
            height--;
            width = (int) Math.rint(height * ratio);
        }
        double area = (double) height * width;
        if (area < least
                || area > most
                || height < 1
                || width < 1
                || height > imageHeight
                || width > imageWidth) {
            return null;
        }
        return new Box(
                random.nextInt(imageHeight - height + 1),
                random.nextInt(imageWidth - width + 1),
                height,
                width);
    }
}
