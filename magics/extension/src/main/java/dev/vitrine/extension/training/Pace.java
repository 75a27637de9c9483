package dev.vitrine.extension.training;

/**
 * When to show something again: not more often than an interval, and ever more rarely in long runs,
 * so that the number of messages stays small however long a run takes. With an interval of a
 * quarter of a second and a share of 1/500, an hour of training makes about 2,000 updates and a day
 * 3,600.
 */
final class Pace {

    private final double interval;
    private final double share;
    private double last = Double.NEGATIVE_INFINITY;

    /**
     * @param interval seconds that pass at least between two updates
     * @param share of the time since the start that passes at least between two updates
     */
    Pace(double interval, double share) {
        this.interval = interval;
        this.share = share;
    }

    /** Whether it is time; if so, the next interval begins. */
    boolean due(double seconds) {
        if (seconds - last < Math.max(interval, seconds * share)) {
            return false;
        }
        last = seconds;
        return true;
    }
}
