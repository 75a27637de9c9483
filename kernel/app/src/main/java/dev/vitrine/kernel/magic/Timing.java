package dev.vitrine.kernel.magic;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long code takes once it is warm.
 *
 * <p>The JVM first interprets code, then compiles it, then compiles it better, so the first loops
 * say little about the later ones. They are run until two runs in a row take the same time, for a
 * second at most, and do not count.
 *
 * @param loops in each run
 * @param first how long the very first loop took, in nanoseconds
 * @param warmUp how long the loops took that do not count, in nanoseconds
 * @param runs mean time of a loop in each run, in nanoseconds, shortest first
 */
record Timing(long loops, long first, long warmUp, double[] runs) {

    /** How long a run should take at least, so that the clock and other work matter little. */
    private static final long RUN_NANOS = 100_000_000;

    private static final long WARM_UP_NANOS = 1_000_000_000;
    private static final int MAX_WARM_UP_RUNS = 10_000;

    /** Runs that differ by less than this part of their time are alike. */
    private static final double ALIKE = 0.05;

    /** Runs that differ by this factor were disturbed. */
    private static final double DISTURBED = 1.5;

    /** Runs code a number of times. */
    @FunctionalInterface
    interface Code {

        /**
         * @return how long that took, in nanoseconds
         */
        long run(long loops) throws Exception;
    }

    /**
     * Measures.
     *
     * @param loops in each run, or 0 for as many as take a tenth of a second
     */
    static Timing of(Code code, long loops, int runs) throws Exception {
        long first = code.run(1);
        long spent = first;
        long size = Math.max(1, loops);
        double last = first;
        for (int i = 0; i < MAX_WARM_UP_RUNS && spent < WARM_UP_NANOS; i++) {
            long took = code.run(size);
            spent += took;
            double each = (double) took / size;
            boolean longEnough = loops > 0 || took >= RUN_NANOS / 2;
            if (longEnough && Math.abs(each - last) <= ALIKE * last) {
                break;
            }
            last = each;
            if (loops == 0) {
                size = sizeFor(each);
            }
        }
        double[] means = new double[runs];
        for (int i = 0; i < runs; i++) {
            means[i] = (double) code.run(size) / size;
        }
        Arrays.sort(means);
        return new Timing(size, first, spent, means);
    }

    /** 1, 2 or 5 times a power of ten, so that a run takes about as long as it should. */
    private static long sizeFor(double nanosOfOne) {
        double wanted = RUN_NANOS / Math.max(nanosOfOne, 0.01);
        double size = 1;
        for (double power = 1; power <= wanted; power *= 10) {
            size = wanted >= 5 * power ? 5 * power : wanted >= 2 * power ? 2 * power : power;
        }
        return (long) size;
    }

    double best() {
        return runs[0];
    }

    double median() {
        int middle = runs.length / 2;
        return runs.length % 2 == 1 ? runs[middle] : (runs[middle - 1] + runs[middle]) / 2;
    }

    double mean() {
        return Arrays.stream(runs).average().orElseThrow();
    }

    /** The standard deviation of the runs. */
    double deviation() {
        double mean = mean();
        return Math.sqrt(
                Arrays.stream(runs)
                        .map(run -> (run - mean) * (run - mean))
                        .average()
                        .orElseThrow());
    }

    String report() {
        String report =
                String.format(
                        Locale.ROOT,
                        "%s ± %s per loop (mean ± std. dev. of %s, %s each)%n"
                                + "best %s, median %s; the first loop took %s; warm-up %s",
                        duration(mean()),
                        duration(deviation()),
                        count(runs.length, "run"),
                        count(loops, "loop"),
                        duration(best()),
                        duration(median()),
                        duration(first),
                        duration(warmUp));
        if (runs[runs.length - 1] > DISTURBED * best()) {
            report +=
                    String.format(
                            Locale.ROOT,
                            "%nThe slowest run took %.1f times as long as the fastest: the JIT"
                                    + " compiler, the garbage collector or other work disturbed it.",
                            runs[runs.length - 1] / Math.max(best(), Double.MIN_VALUE));
        }
        if (warmUp == first) {
            report +=
                    String.format(
                            "%nOne loop takes so long that there was no more warm-up: the first"
                                    + " runs may have been compiled while they ran.");
        }
        return report.replace("\r\n", "\n");
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** Nanoseconds in the unit that reads best. */
    private static String duration(double nanos) {
        return nanos < 1_000
                ? String.format(Locale.ROOT, nanos < 100 ? "%.2f ns" : "%.0f ns", nanos)
                : Stopwatch.duration(Math.round(nanos));
    }
}
