package dev.vitrine.papers.gan;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Philox;
import java.util.List;

/**
 * Grey images of a disc, a square or a cross anywhere in the frame: two dimensions of place and
 * three kinds, so that one sees whether a generator has learned them.
 */
public final class DriftingShapes {

    /** Rows and columns of an image. */
    public static final int SIDE = 16;

    private static final List<String> KINDS = List.of("disc", "square", "cross");
    private static final double RADIUS = 4;

    private DriftingShapes() {}

    /** Images of random kinds at random places, white on black with soft edges. */
    public static ImageSet images(int count, long seed) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            Philox random = new Seed(seed).child("shape").child(i).philox();
            labels[i] = random.nextInt(KINDS.size());
            double free = SIDE - 2 * RADIUS - 1;
            double x = RADIUS + free * random.nextDouble();
            double y = RADIUS + free * random.nextDouble();
            for (int p = 0; p < SIDE * SIDE; p++) {
                double inside = -distance(labels[i], p % SIDE - x, p / SIDE - y);
                double ink = Math.max(0, Math.min(1, inside + 0.5));
                pixels[i * SIDE * SIDE + p] = (byte) Math.round(255 * ink);
            }
        }
        return new ImageSet("shapes", pixels, SIDE, SIDE, 1, labels, KINDS);
    }

    /** Pixels from the edge, negative inside. */
    private static double distance(int kind, double x, double y) {
        double dx = Math.abs(x);
        double dy = Math.abs(y);
        return switch (kind) {
            case 0 -> Math.hypot(dx, dy) - RADIUS;
            case 1 -> Math.max(dx, dy) - 0.85 * RADIUS;
            default -> Math.max(Math.min(dx, dy) - 0.3 * RADIUS, Math.max(dx, dy) - RADIUS);
        };
    }
}
