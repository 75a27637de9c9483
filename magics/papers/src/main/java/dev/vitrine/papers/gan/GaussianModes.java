package dev.vitrine.papers.gan;

import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;

/**
 * Points in the plane around some centres, alike and round: data that shows which parts of it a
 * generator has forgotten.
 *
 * @param centres (x, y) of each
 * @param deviation of the points from their centre, along each axis
 */
public record GaussianModes(double[][] centres, double deviation) {

    /** Points further than so many deviations from all centres are of low quality. */
    private static final double NEAR = 3;

    /** Share of the samples that a mode must have to be covered: 20 of 2,500. */
    private static final double COVERED = 20.0 / 2500;

    public GaussianModes {
        if (centres.length == 0 || !(deviation > 0)) {
            throw new IllegalArgumentException(
                    "%d modes of deviation %s: at least one, and a deviation above 0, expected"
                            .formatted(centres.length, deviation));
        }
    }

    /** Centres at equal distances on a circle. */
    public static GaussianModes ring(int modes, double radius, double deviation) {
        double[][] centres = new double[modes][];
        for (int i = 0; i < modes; i++) {
            double angle = 2 * Math.PI * i / modes;
            centres[i] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
        }
        return new GaussianModes(centres, deviation);
    }

    /** Centres on a square grid around 0. */
    public static GaussianModes grid(int side, double distance, double deviation) {
        double[][] centres = new double[side * side][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] =
                    new double[] {
                        (i % side - (side - 1) / 2.0) * distance,
                        (i / side - (side - 1) / 2.0) * distance
                    };
        }
        return new GaussianModes(centres, deviation);
    }

    /** Points (count, 2), each around a centre drawn at random. */
    public Tensor sample(int count, Philox random) {
        float[] points = new float[2 * count];
        for (int i = 0; i < count; i++) {
            double[] centre = centres[random.nextInt(centres.length)];
            points[2 * i] = (float) (centre[0] + deviation * random.nextNormal());
            points[2 * i + 1] = (float) (centre[1] + deviation * random.nextNormal());
        }
        return Tensor.of(points, count, 2);
    }

    /**
     * How well samples cover the modes.
     *
     * @param samples (count, 2)
     */
    public ModeCoverage coverage(Tensor samples) {
        float[] points = samples.toFloatArray();
        int[] near = new int[centres.length];
        for (int i = 0; i < points.length; i += 2) {
            int nearest = nearest(points[i], points[i + 1]);
            double[] centre = centres[nearest];
            if (Math.hypot(points[i] - centre[0], points[i + 1] - centre[1]) <= NEAR * deviation) {
                near[nearest]++;
            }
        }
        return new ModeCoverage(near, points.length / 2, COVERED);
    }

    private int nearest(double x, double y) {
        int best = 0;
        for (int i = 1; i < centres.length; i++) {
            if (Math.hypot(x - centres[i][0], y - centres[i][1])
                    < Math.hypot(x - centres[best][0], y - centres[best][1])) {
                best = i;
            }
        }
        return best;
    }
}
