package dev.vitrine.papers.siglip;

import dev.vitrine.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A picture of one coloured shape, or of two side by side, and what it is called: "a red circle",
 * "red circle left of blue square".
 *
 * @param left the only thing, or the left one
 * @param right null where there is only one
 */
public record Scene(Thing left, Thing right) {

    /** Side of the pictures in pixels. */
    public static final int SIDE = 32;

    /** Uniform from minus to plus this, a standard deviation of 0.05. */
    private static final double NOISE = 0.05 * Math.sqrt(3);

    private static final double BACKGROUND = 0.12;

    /** No shape is larger, in radii from its centre. */
    private static final double REACH = 1.1;

    /** A share of the pairs that training never shows, in percent. */
    private static final int HELD_OUT = 15;

    /** What a thing looks like; the distance of a point from its rim, negative inside. */
    public enum Shape {
        CIRCLE {
            @Override
            double distance(double x, double y) {
                return Math.hypot(x, y) - 1;
            }
        },
        SQUARE {
            @Override
            double distance(double x, double y) {
                return Math.max(Math.abs(x), Math.abs(y)) - 0.85;
            }
        },
        TRIANGLE {
            @Override
            double distance(double x, double y) {
                return Math.max(y, 0.866 * Math.abs(x) - 0.5 * y) - 0.5;
            }
        },
        DIAMOND {
            @Override
            double distance(double x, double y) {
                return (Math.abs(x) + Math.abs(y) - 1.1) * 0.707;
            }
        },
        CROSS {
            @Override
            double distance(double x, double y) {
                return Math.min(bar(x, y), bar(y, x));
            }

            private double bar(double along, double across) {
                return Math.max(Math.abs(across) - 0.3, Math.abs(along) - 1);
            }
        },
        RING {
            @Override
            double distance(double x, double y) {
                return Math.abs(Math.hypot(x, y) - 0.75) - 0.25;
            }
        };

        /** In radii, from the centre; y goes down. */
        abstract double distance(double x, double y);

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Red, green and blue from 0 to 1. */
    public enum Colour {
        RED(0.9, 0.15, 0.15),
        GREEN(0.15, 0.75, 0.2),
        BLUE(0.2, 0.35, 0.95),
        YELLOW(0.95, 0.9, 0.2),
        CYAN(0.2, 0.9, 0.9),
        MAGENTA(0.9, 0.25, 0.85),
        ORANGE(0.95, 0.55, 0.1),
        WHITE(0.95, 0.95, 0.95);

        private final double[] channels;

        Colour(double red, double green, double blue) {
            channels = new double[] {red, green, blue};
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of 48. */
    public record Thing(Colour colour, Shape shape) {

        @Override
        public String toString() {
            return colour + " " + shape;
        }
    }

    /** A picture of one thing. */
    public static Scene of(Colour colour, Shape shape) {
        return new Scene(new Thing(colour, shape), null);
    }

    /** All 48 pictures of one thing. */
    public static List<Scene> singles() {
        List<Scene> all = new ArrayList<>();
        for (Colour colour : Colour.values()) {
            for (Shape shape : Shape.values()) {
                all.add(of(colour, shape));
            }
        }
        return all;
    }

    /** One of the singles or, half the time, one of the pairs that are not held out. */
    static Scene draw(Philox random) {
        if (random.nextInt(2) == 0) {
            return new Scene(thing(random), null);
        }
        Scene scene = new Scene(thing(random), thing(random));
        return scene.isHeldOut() ? draw(random) : scene;
    }

    /** Different pairs that training never shows. */
    public static List<Scene> heldOut(int count, long seed) {
        Philox random = new Philox(seed);
        List<Scene> scenes = new ArrayList<>();
        while (scenes.size() < count) {
            Scene scene = new Scene(thing(random), thing(random));
            if (scene.isHeldOut() && !scenes.contains(scene)) {
                scenes.add(scene);
            }
        }
        return scenes;
    }

    private static Thing thing(Philox random) {
        Colour[] colours = Colour.values();
        Shape[] shapes = Shape.values();
        return new Thing(
                colours[random.nextInt(colours.length)], shapes[random.nextInt(shapes.length)]);
    }

    /**
     * Whether this is one of the pairs that training never shows: 15 % of them, always the same.
     */
    boolean isHeldOut() {
        return right != null && new Philox(caption().hashCode()).nextInt(100) < HELD_OUT;
    }

    /** In a vocabulary of 17 words. */
    public String caption() {
        return right == null ? "a " + left : left + " left of " + right;
    }

    /**
     * A picture of it: size and place vary, and noise lies over it.
     *
     * @return (32, 32, 3) in [-1, 1]
     */
    public float[] paint(Philox random) {
        double[] canvas = new double[SIDE * SIDE * 3];
        Arrays.fill(canvas, BACKGROUND);
        if (right == null) {
            paint(left, 16 + jitter(4, random), 6 + 3 * random.nextDouble(), canvas, random);
        } else {
            paint(left, 8.5 + jitter(1.5, random), 5 + 2 * random.nextDouble(), canvas, random);
            paint(right, 23.5 + jitter(1.5, random), 5 + 2 * random.nextDouble(), canvas, random);
        }
        float[] pixels = new float[canvas.length];
        Philox.uniform(random.take(pixels.length), 0, pixels, 0, pixels.length);
        for (int i = 0; i < pixels.length; i++) {
            double value = canvas[i] + NOISE * (2 * pixels[i] - 1);
            pixels[i] = (float) (2 * Math.max(0, Math.min(1, value)) - 1);
        }
        return pixels;
    }

    private static double jitter(double reach, Philox random) {
        return reach * (2 * random.nextDouble() - 1);
    }

    /** With a rim that is softened over one pixel. */
    private static void paint(
            Thing thing, double centreX, double radius, double[] canvas, Philox random) {
        double centreY = 16 + jitter(5, random);
        double reach = REACH * radius + 1;
        int bottom = (int) Math.min(SIDE, centreY + reach);
        int right = (int) Math.min(SIDE, centreX + reach);
        for (int y = (int) Math.max(0, centreY - reach); y < bottom; y++) {
            for (int x = (int) Math.max(0, centreX - reach); x < right; x++) {
                double distance =
                        radius
                                * thing.shape.distance(
                                        (x + 0.5 - centreX) / radius, (y + 0.5 - centreY) / radius);
                double opacity = Math.max(0, Math.min(1, 0.5 - distance));
                for (int c = 0; c < 3 && opacity > 0; c++) {
                    int at = (y * SIDE + x) * 3 + c;
                    canvas[at] += opacity * (thing.colour.channels[c] - canvas[at]);
                }
            }
        }
    }
}
