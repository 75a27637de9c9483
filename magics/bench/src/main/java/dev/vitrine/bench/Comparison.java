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

    /** Measures both sides, alternating, so that both see the same disturbances. */
    Result measure(int rounds, Clock clock) {
        int ourRepeats = warmUp(vitrine, clock);
        int theirRepeats = warmUp(libtorch, clock);
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ours[round] = time(vitrine, ourRepeats, clock);
            theirs[round] = time(libtorch, theirRepeats, clock);
        }
        return new Result(name, median(ours), median(theirs));
    }

    /** Runs until the JIT compiler has seen enough; returns how many runs make a sample. */
    private static int warmUp(Runnable work, Clock clock) {
        long start = System.nanoTime();
        double fastest = Double.POSITIVE_INFINITY;
        int runs = 0;
        while (runs < 3 || System.nanoTime() - start < WARM_UP_NANOS) {
            fastest = Math.min(fastest, time(work, 1, clock) * 1e6);
            runs++;
        }
        return (int) Math.max(1, SAMPLE_NANOS / fastest);
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
