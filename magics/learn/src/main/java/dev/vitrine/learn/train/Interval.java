package dev.vitrine.learn.train;

/**
 * When something is due that a run does every so many steps and at its end: not within a quarter of
 * an interval before the end, where it would be done twice in short order (big_vision's {@code
 * utils.itstime}).
 *
 * @param every steps from one time to the next; 0 for the end alone
 * @param total steps of the run
 */
record Interval(long every, long total) {

    /**
     * @param done steps, from 1
     */
    boolean isDue(long done) {
        return done == total || every > 0 && done % every == 0 && 4 * (total - done) >= every;
    }
}
