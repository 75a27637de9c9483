package dev.vitrine.papers.gan;

import java.util.Arrays;

/**
 * Which modes of the data samples lie in.
 *
 * @param near samples within three deviations of each mode
 * @param samples how many there are
 * @param share of the samples that a mode must have to be covered
 */
public record ModeCoverage(int[] near, int samples, double share) {

    /** How many modes have enough samples. */
    public int covered() {
        return (int) Arrays.stream(near).filter(count -> count >= share * samples).count();
    }

    /** Share of the samples that lie in a mode at all, 0 to 1. */
    public double highQuality() {
        return (double) Arrays.stream(near).sum() / samples;
    }

    @Override
    public String toString() {
        return "%d of %d modes covered, %.1f %% of the samples in one"
                .formatted(covered(), near.length, 100 * highQuality());
    }
}
