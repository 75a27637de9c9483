package dev.vitrine.extension.picture;

import dev.vitrine.tensor.Tensor;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Pictures for notebooks: enlarged without smoothing, so that every pixel of a small image is a
 * sharp square. All methods return new images.
 */
public final class Pictures {

    /** Small images are enlarged until their longer side has about so many pixels. */
    private static final int LARGE = 224;

    private static final int TILE = 56;
    private static final int GAP = 8;
    private static final int MARGIN = 12;
    private static final int LABEL_HEIGHT = 17;
    private static final Color LABEL = new Color(0x1f2328);

    private Pictures() {}

    /**
     * Numbers as an image, one pixel each; what is not a number is magenta.
     *
     * @param pixels height · width · channels of them, row by row, channels last
     * @param channels 1 for grey, 3 for red, green, blue
     * @param min the smallest of the values, or of those that should share their black
     * @param max the largest; with {@code min} it decides whether values run from 0 to 1, -1 to 1,
     *     0 to 255, or else from {@code min} to {@code max}
     */
    public static BufferedImage of(
            float[] pixels, int height, int width, int channels, double min, double max) {
        return new PixelArray(pixels, height, width, channels).image(PixelRange.of(min, max));
    }

    /**
     * A tensor as an image.
     *
     * @param image (H, W), (H, W, 1) or (H, W, 3); values from 0 to 1, -1 to 1, 0 to 255, or else
     *     from the smallest to the largest
     */
    public static BufferedImage of(Tensor image) {
        long[] shape = image.shape();
        if (shape.length != 2 && shape.length != 3) {
            throw new IllegalArgumentException(
                    "An image has the shape (H, W), (H, W, 1) or (H, W, 3), not "
                            + Arrays.toString(shape));
        }
        float[] pixels = image.toFloatArray();
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float pixel : pixels) {
            min = Math.min(min, Float.isFinite(pixel) ? pixel : min);
            max = Math.max(max, Float.isFinite(pixel) ? pixel : max);
        }
        int channels = shape.length == 2 ? 1 : Math.toIntExact(shape[2]);
        return of(pixels, Math.toIntExact(shape[0]), Math.toIntExact(shape[1]), channels, min, max);
    }

    /**
     * An image enlarged by a whole factor, to about {@value #LARGE} pixels; large ones stay as they
     * are.
     */
    public static BufferedImage enlarge(BufferedImage image) {
        return enlarge(image, factor(image, LARGE));
    }

    /**
     * An image enlarged without smoothing.
     *
     * @param factor 1 or more
     */
    public static BufferedImage enlarge(BufferedImage image, int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("factor is " + factor + ", but must be 1 or more");
        }
        BufferedImage large =
                new BufferedImage(
                        image.getWidth() * factor,
                        image.getHeight() * factor,
                        BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = large.createGraphics();
        try {
            // Java2D's default interpolation is nearest neighbour.
            graphics.drawImage(image, 0, 0, large.getWidth(), large.getHeight(), null);
        } finally {
            graphics.dispose();
        }
        return large;
    }

    /** Images side by side, each with its label above it; see {@link #grid(List, List, int)}. */
    public static BufferedImage row(List<BufferedImage> images, List<String> labels) {
        return grid(images, labels, Math.max(1, images.size()));
    }

    /** Images in rows of {@code columns}, without labels. */
    public static BufferedImage grid(List<BufferedImage> images, int columns) {
        return grid(images, Collections.nCopies(images.size(), ""), columns);
    }

    /**
     * Images in rows of {@code columns}, each with its label above it, enlarged alike where they
     * are small.
     *
     * @param labels one per image; labels that are too long are cut
     * @throws IllegalArgumentException if there are no images, or not as many labels as images
     */
    public static BufferedImage grid(List<BufferedImage> images, List<String> labels, int columns) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("There are no images to show");
        }
        if (labels.size() != images.size()) {
            throw new IllegalArgumentException(
                    "%d images need as many labels, not %d"
                            .formatted(images.size(), labels.size()));
        }
        if (columns < 1) {
            throw new IllegalArgumentException("columns is " + columns + ", but must be 1 or more");
        }
        int tileWidth =
                images.stream().mapToInt(i -> i.getWidth() * factor(i, TILE)).max().orElseThrow();
        int tileHeight =
                images.stream().mapToInt(i -> i.getHeight() * factor(i, TILE)).max().orElseThrow();
        int labelHeight = labels.stream().allMatch(String::isEmpty) ? 0 : LABEL_HEIGHT;
        int used = Math.min(columns, images.size());
        int rows = (images.size() + columns - 1) / columns;
        int cellWidth = tileWidth + GAP;
        int cellHeight = tileHeight + labelHeight + GAP;
        int width = used * cellWidth - GAP + 2 * MARGIN;
        int height = rows * cellHeight - GAP + 2 * MARGIN;
        return Card.draw(
                width,
                height,
                1,
                g -> {
                    g.setColor(Color.WHITE);
                    g.fillRect(0, 0, width, height);
                    for (int i = 0; i < images.size(); i++) {
                        int x = MARGIN + i % columns * cellWidth;
                        int y = MARGIN + i / columns * cellHeight;
                        label(g, labels.get(i), x, y, tileWidth);
                        BufferedImage image = images.get(i);
                        int factor = factor(image, TILE);
                        int w = image.getWidth() * factor;
                        int h = image.getHeight() * factor;
                        int left = x + (tileWidth - w) / 2;
                        int top = y + labelHeight + (tileHeight - h) / 2;
                        g.drawImage(image, left, top, w, h, null);
                    }
                });
    }

    /**
     * The patches of an image, row by row, as a vision transformer cuts them; what is left at the
     * right and lower edge is dropped.
     *
     * @param patchSize height and width of a patch in pixels
     * @throws IllegalArgumentException if the image is smaller than one patch
     */
    public static List<BufferedImage> patches(BufferedImage image, int patchSize) {
        if (patchSize < 1 || patchSize > Math.min(image.getWidth(), image.getHeight())) {
            throw new IllegalArgumentException(
                    "An image of %d\u00d7%d pixels has no patches of size %d"
                            .formatted(image.getHeight(), image.getWidth(), patchSize));
        }
        List<BufferedImage> patches = new ArrayList<>();
        for (int y = 0; y + patchSize <= image.getHeight(); y += patchSize) {
            for (int x = 0; x + patchSize <= image.getWidth(); x += patchSize) {
                patches.add(enlarge(image.getSubimage(x, y, patchSize, patchSize), 1));
            }
        }
        return patches;
    }

    /**
     * Numbers as colours, from dark violet (the smallest) over green to yellow (the largest), one
     * square each.
     *
     * @param values rows of equal length
     */
    public static BufferedImage heatmap(float[][] values) {
        ValueGrid grid = ValueGrid.of(values);
        BufferedImage image =
                new BufferedImage(grid.width(), grid.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                image.setRGB(x, y, ColorMap.rgb(grid.share(y, x)));
            }
        }
        return enlarge(image);
    }

    /**
     * Numbers as colours, as {@link #heatmap}, with a word for each row and column, such as what
     * the words of a sentence look at.
     *
     * @param values rows of equal length
     * @param rows a label for each row, from the top
     * @param columns a label for each column, from the left
     * @throws IllegalArgumentException if there are not as many labels as rows and columns
     */
    public static BufferedImage matrix(float[][] values, List<String> rows, List<String> columns) {
        return new LabelledMatrix(ValueGrid.of(values), rows, columns).image();
    }

    /**
     * An image in grey with colours over it, such as where a model looks: dark violet the least,
     * yellow the most.
     *
     * @param weights rows of equal length; each covers an equal part of the image
     */
    public static BufferedImage overlay(BufferedImage image, float[][] weights) {
        ValueGrid grid = ValueGrid.of(weights);
        BufferedImage large = enlarge(image);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                double share =
                        grid.share(
                                y * grid.height() / large.getHeight(),
                                x * grid.width() / large.getWidth());
                int grey = 0x010101 * (int) Math.round(luma(large.getRGB(x, y)));
                large.setRGB(x, y, 0xff000000 | ColorMap.mix(grey, ColorMap.rgb(share), 0.6));
            }
        }
        return large;
    }

    /** Brightness of a colour, 0 to 255 (ITU-R BT.601). */
    private static double luma(int rgb) {
        return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
    }

    private static int factor(BufferedImage image, int wanted) {
        return Math.max(1, wanted / Math.max(image.getWidth(), image.getHeight()));
    }

    private static void label(Graphics2D graphics, String label, int x, int y, int width) {
        if (label.isEmpty()) {
            return;
        }
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setColor(LABEL);
        FontMetrics metrics = graphics.getFontMetrics();
        String shown = label;
        while (shown.length() > 1 && metrics.stringWidth(shown) > width) {
            shown = shown.substring(0, shown.length() - 2) + "\u2026";
        }
        graphics.drawString(
                shown, x + (width - metrics.stringWidth(shown)) / 2f, y + metrics.getAscent());
    }
}
