package dev.vitrine.bench;

import java.util.Arrays;

/**
 * One piece of work on both sides.
 *
 * @param name as printed
 * @param vitrine runs it once
 * @param libtorch runs it once
 */
record Comparison(String name, Runnable vitrine, Runnable libtorch) {

    /** A sample repeats short work until it takes this long. */
    private static final double SAMPLE_NANOS = 3e6;

    private static final double WARM_UP_NANOS = 4e8;

    /** Median times of one run, in milliseconds. */
    record Result(String name, double vitrine, double libtorch) {
        double ratio() {
            return vitrine / libtorch;
        }
    }

    /**
     * How long OpenMP's threads go on spinning after libtorch's work, on a processor that our next
     * sample needs; a few milliseconds by default.
     */
    private static final long SPINNING_MILLIS = 15;

    /** Work that takes longer does not notice the spinning, nor caches that are cold. */
    private static final double SHORT_NANOS = 1e8;

    /** Measures both sides, alternating, so that both see the same disturbances. */
    Result measure(int rounds, Clock clock) {
        double ourFastest = warmUp(vitrine, clock);
        double theirFastest = warmUp(libtorch, clock);
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ours[round] = sample(vitrine, ourFastest, clock);
            theirs[round] = sample(libtorch, theirFastest, clock);
        }
        return new Result(name, median(ours), median(theirs));
    }

    /** Runs until the JIT compiler has seen enough; returns the time of the fastest run. */
    private static double warmUp(Runnable work, Clock clock) {
        long start = System.nanoTime();
        double fastest = Double.POSITIVE_INFINITY;
        int runs = 0;
        while (runs < 3 || System.nanoTime() - start < WARM_UP_NANOS) {
            fastest = Math.min(fastest, time(work, 1, clock) * 1e6);
            runs++;
        }
        return fastest;
    }

    private static double sample(Runnable work, double fastest, Clock clock) {
        if (fastest < SHORT_NANOS) {
            try {
                Thread.sleep(SPINNING_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while measuring", e);
            }
            work.run();
        }
        return time(work, (int) Math.max(1, SAMPLE_NANOS / fastest), clock);
    }

    /** Milliseconds of one run. */
    static double time(Runnable work, int repeats, Clock clock) {
        long start = clock.nanos();
        for (int i = 0; i < repeats; i++) {
            work.run();
        }
        return (clock.nanos() - start) / 1e6 / repeats;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
