package dev.vitrine.learn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/** What happened in a training run, step by step; complete also when the run was interrupted. */
public final class History {

    /**
     * One step.
     *
     * @param step from 1
     * @param epoch passes over the data after this step, such as 0.5
     * @param loss on the batch of this step, before its update; of the first turn, where there are
     *     several
     * @param accuracy on the test images after this step, 0 to 1; NaN if they were not evaluated
     *     then
     * @param learningRate that this step used
     * @param imagesPerSecond of this step, or whatever the examples are; evaluation not included
     * @param seconds since the start of training, evaluation included
     * @param losses of all turns, each before its own update
     */
    public record Entry(
            long step,
            double epoch,
            double loss,
            double accuracy,
            double learningRate,
            double imagesPerSecond,
            double seconds,
            List<Double> losses) {

        public Entry {
            losses = List.copyOf(losses);
        }

        /** A step of one turn. */
        public Entry(
                long step,
                double epoch,
                double loss,
                double accuracy,
                double learningRate,
                double imagesPerSecond,
                double seconds) {
            this(
                    step,
                    epoch,
                    loss,
                    accuracy,
                    learningRate,
                    imagesPerSecond,
                    seconds,
                    List.of(loss));
        }

        Entry withAccuracy(double accuracy, double seconds) {
            return new Entry(
                    step, epoch, loss, accuracy, learningRate, imagesPerSecond, seconds, losses);
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final long totalSteps;
    private final String unit;
    private final List<String> losses;
    private boolean interrupted;

    /**
     * @param unit what an example is called in the plural, such as "images"
     * @param losses what they are called
     */
    History(long totalSteps, String unit, List<String> losses) {
        this.totalSteps = totalSteps;
        this.unit = unit;
        this.losses = List.copyOf(losses);
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    synchronized void addAll(List<Entry> earlier) {
        entries.addAll(earlier);
    }

    synchronized void replaceLast(Entry entry) {
        entries.set(entries.size() - 1, entry);
    }

    synchronized void markInterrupted() {
        interrupted = true;
    }

    /** The latest step; there must be one. */
    synchronized Entry last() {
        return entries.get(entries.size() - 1);
    }

    /** Every step so far, in order. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What the losses of a step are called, turn by turn; "loss" where there is one only. */
    public List<String> losses() {
        return losses;
    }

    /** Steps that were planned. */
    public long totalSteps() {
        return totalSteps;
    }

    /** Steps that were made. */
    public synchronized long steps() {
        return entries.size();
    }

    /** Whether the run ended before its last step, on request. */
    public synchronized boolean interrupted() {
        return interrupted;
    }

    /** The last measured accuracy on the test images; empty if there was none. */
    public OptionalDouble accuracy() {
        return entries().stream()
                .mapToDouble(Entry::accuracy)
                .filter(accuracy -> !Double.isNaN(accuracy))
                .reduce((earlier, later) -> later);
    }

    /**
     * Mean loss of the last {@code count} steps, fewer if there are not so many; NaN before the
     * first step.
     */
    public double meanLoss(int count) {
        List<Entry> all = entries();
        return all.stream()
                .skip(Math.max(0, all.size() - count))
                .mapToDouble(Entry::loss)
                .average()
                .orElse(Double.NaN);
    }

    /** Seconds from the start to the last entry. */
    public synchronized double seconds() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).seconds();
    }

    /**
     * One row per step: step, epoch, loss (or one for each turn, under its name), accuracy (missing
     * where not measured), learning rate, images/s (or what the examples are), seconds.
     */
    public Table table() {
        LongColumn step = LongColumn.create("step");
        DoubleColumn epoch = DoubleColumn.create("epoch");
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        DoubleColumn learningRate = DoubleColumn.create("learning rate");
        DoubleColumn speed = DoubleColumn.create(unit + "/s");
        DoubleColumn seconds = DoubleColumn.create("seconds");
        List<DoubleColumn> perTurn = losses.stream().map(DoubleColumn::create).toList();
        for (Entry entry : entries()) {
            step.append(entry.step());
            epoch.append(entry.epoch());
            for (int i = 0; i < losses.size(); i++) {
                perTurn.get(i).append(entry.losses().get(i));
            }
            accuracy.append(entry.accuracy());
            learningRate.append(entry.learningRate());
            speed.append(entry.imagesPerSecond());
            seconds.append(entry.seconds());
        }
        Table table = Table.create("Training", step, epoch);
        perTurn.forEach(table::addColumns);
        return table.addColumns(accuracy, learningRate, speed, seconds);
    }

    @Override
    public String toString() {
        return "History(%,d of %,d steps, loss %.4f%s)"
                .formatted(steps(), totalSteps, meanLoss(20), interrupted() ? ", interrupted" : "");
    }
}
