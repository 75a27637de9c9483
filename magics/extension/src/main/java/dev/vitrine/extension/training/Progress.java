package dev.vitrine.extension.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a training run stands.
 *
 * @param name of the model
 * @param state whether it still runs, and how it ended
 * @param step steps made
 * @param totalSteps steps planned
 * @param epoch passes over the data made
 * @param totalEpochs passes over the data planned
 * @param loss mean of the last steps; NaN before the first
 * @param accuracy last measured on the test images, 0 to 1; NaN before the first measurement
 * @param speed examples per second in the last steps; NaN before the first
 * @param unit what an example is called in the plural, such as "images"
 * @param seconds since the start
 * @param remark how it ended, where that needs words; else empty
 */
record Progress(
        String name,
        State state,
        long step,
        long totalSteps,
        double epoch,
        double totalEpochs,
        double loss,
        double accuracy,
        double speed,
        String unit,
        double seconds,
        String remark) {

    enum State {
        RUNNING,
        FINISHED,
        INTERRUPTED,
        FAILED
    }

    /** 0 to 1. */
    double share() {
        return totalSteps == 0 ? 1 : Math.min(1, (double) step / totalSteps);
    }

    /** What stands beside the bar, from the most to the least important. */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add(text("step %,d of %,d", step, totalSteps));
        facts.add(text("epoch %.1f of %.1f", epoch, totalEpochs));
        if (!Double.isNaN(loss)) {
            facts.add(text("loss %.4f", loss));
        }
        if (!Double.isNaN(accuracy)) {
            facts.add(text("test accuracy %.2f %%", 100 * accuracy));
        }
        if (!Double.isNaN(speed)) {
            facts.add(text("%,.0f %s/s", speed, unit));
        }
        switch (state) {
            case RUNNING -> {
                if (step > 0) {
                    facts.add(clock(seconds / step * (totalSteps - step)) + " left");
                }
            }
            case FINISHED -> facts.add("done in " + clock(seconds));
            case INTERRUPTED ->
                    facts.add(
                            "interrupted after "
                                    + clock(seconds)
                                    + "; the model keeps its weights");
            case FAILED -> facts.add("failed after " + clock(seconds));
        }
        return facts;
    }

    /** "0:07", "12:30", "3:05:00". */
    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? text("%d:%02d", whole / 60, whole % 60)
                : text("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
