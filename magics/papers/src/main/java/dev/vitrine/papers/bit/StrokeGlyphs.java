package dev.vitrine.papers.bit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Batch;
import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Letters of an alphabet that nobody writes: a class is two to four curved strokes, an example one
 * shaky handwriting of them. As many classes and examples as one likes, without a file.
 *
 * <p>Strokes are quadratic Bézier curves with control points in the unit square, which is inset in
 * the picture. An example moves each control point (normal, σ 0.03), then turns (±15°), scales (0.8
 * to 1.1) and shifts (±2 pixels) the whole; its pen is 1.5 to 3 pixels wide, and noise (σ 0.05 of
 * the brightness) lies over it. Pictures are 28 × 28, grey, the pen bright as in MNIST.
 */
public final class StrokeGlyphs {

    /** Side of the pictures in pixels. */
    public static final int SIDE = 28;

    private static final int SEGMENTS = 10;
    private static final double INSET = 5;
    private static final double JITTER = 0.03;
    private static final double NOISE = 0.05;

    private final double[][][] alphabet; // class, stroke, x and y of three control points
    private final Seed seed;

    /**
     * @param classes how many letters
     * @param seed of the letters and of their examples
     */
    public StrokeGlyphs(int classes, long seed) {
        if (classes < 2) {
            throw new IllegalArgumentException(
                    "%d classes of glyphs: at least 2 expected".formatted(classes));
        }
        this.seed = new Seed(seed).child("glyphs");
        alphabet = new double[classes][][];
        for (int c = 0; c < classes; c++) {
            Philox random = this.seed.child("alphabet").child(c).philox();
            alphabet[c] = new double[2 + random.nextInt(3)][6];
            for (double[] stroke : alphabet[c]) {
                for (int i = 0; i < stroke.length; i++) {
                    stroke[i] = random.nextDouble();
                }
            }
        }
    }

    public int classes() {
        return alphabet.length;
    }

    /**
     * One example.
     *
     * @return 28 · 28 values in [-1, 1]
     */
    float[] draw(int letter, Philox random) {
        double angle = Math.toRadians(30 * random.nextDouble() - 15);
        double scale = (0.8 + 0.3 * random.nextDouble()) * (SIDE - 2 * INSET);
        double cos = scale * StrictMath.cos(angle);
        double sin = scale * StrictMath.sin(angle);
        double shiftX = SIDE / 2.0 + 4 * random.nextDouble() - 2;
        double shiftY = SIDE / 2.0 + 4 * random.nextDouble() - 2;
        double half = (1.5 + 1.5 * random.nextDouble()) / 2;
        double[] ink = new double[SIDE * SIDE];
        for (double[] stroke : alphabet[letter]) {
            double[] moved = new double[6];
            for (int i = 0; i < 6; i += 2) {
                double x = stroke[i] - 0.5 + JITTER * random.nextNormal();
                double y = stroke[i + 1] - 0.5 + JITTER * random.nextNormal();
                moved[i] = cos * x - sin * y + shiftX;
                moved[i + 1] = sin * x + cos * y + shiftY;
            }
            curve(moved, half, ink);
        }
        float[] picture = new float[ink.length];
        for (int p = 0; p < picture.length; p++) {
            double value = ink[p] + NOISE * random.nextNormal();
            picture[p] = (float) (2 * Math.max(0, Math.min(1, value)) - 1);
        }
        return picture;
    }

    /** A curve as short straight lines. */
    private static void curve(double[] c, double half, double[] ink) {
        double lastX = c[0];
        double lastY = c[1];
        for (int i = 1; i <= SEGMENTS; i++) {
            double t = (double) i / SEGMENTS;
            double a = (1 - t) * (1 - t);
            double b = 2 * t * (1 - t);
            double x = a * c[0] + b * c[2] + t * t * c[4];
            double y = a * c[1] + b * c[3] + t * t * c[5];
            line(lastX, lastY, x, y, half, ink);
            lastX = x;
            lastY = y;
        }
    }

    /**
     * Inks the pixels whose centres are near, less and less over one pixel at the rim of the pen.
     */
    private static void line(
            double x0, double y0, double x1, double y1, double half, double[] ink) {
        double reach = half + 0.5;
        int left = (int) Math.max(0, Math.floor(Math.min(x0, x1) - reach - 0.5));
        int right = (int) Math.min(SIDE - 1, Math.ceil(Math.max(x0, x1) + reach - 0.5));
        int top = (int) Math.max(0, Math.floor(Math.min(y0, y1) - reach - 0.5));
        int bottom = (int) Math.min(SIDE - 1, Math.ceil(Math.max(y0, y1) + reach - 0.5));
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = dx * dx + dy * dy;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double px = x + 0.5 - x0;
                double py = y + 0.5 - y0;
                double along =
                        length == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
                double distance = Math.sqrt(sq(px - along * dx) + sq(py - along * dy));
                double amount = Math.max(0, Math.min(1, reach - distance));
                ink[y * SIDE + x] = Math.max(ink[y * SIDE + x], amount);
            }
        }
    }

    private static double sq(double value) {
        return value * value;
    }

    /** Some examples of every class as a set, to look at or to test on. */
    public ImageSet examples(int perClass) {
        int count = classes() * perClass;
        byte[] pixels = new byte[count * SIDE * SIDE];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % classes();
            float[] picture = draw(labels[i], seed.child("examples").child(i).philox());
            for (int p = 0; p < picture.length; p++) {
                pixels[i * picture.length + p] = (byte) Math.round((picture[p] + 1) * 127.5f);
            }
        }
        List<String> names = IntStream.range(0, classes()).mapToObj(Integer::toString).toList();
        return new ImageSet("stroke glyphs", pixels, SIDE, SIDE, 1, labels, names);
    }

    /** Batches of new examples without end. */
    public BatchSource<Batch> batches(int batchSize) {
        return new BatchSource<>() {
            @Override
            public Batch at(long step) {
                Philox random = seed.child("batch").child(step).philox();
                float[] pixels = new float[batchSize * SIDE * SIDE];
                int[] labels = new int[batchSize];
                for (int b = 0; b < batchSize; b++) {
                    labels[b] = random.nextInt(classes());
                    float[] picture = draw(labels[b], random);
                    System.arraycopy(picture, 0, pixels, b * picture.length, picture.length);
                }
                return new Batch(
                        Tensor.of(pixels, batchSize, SIDE, SIDE, 1),
                        Tensor.oneHot(classes(), labels),
                        labels);
            }

            @Override
            public int batchSize() {
                return batchSize;
            }

            @Override
            public int batchesPerEpoch() {
                return Math.max(1, 100 * classes() / batchSize); // a hundred of each class
            }

            @Override
            public String unit() {
                return "images";
            }

            @Override
            public Map<String, String> fingerprint() {
                return Map.of(
                        "images", "%d stroke glyphs of seed %d".formatted(classes(), seed.value()));
            }
        };
    }
}
