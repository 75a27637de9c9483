package dev.vitrine.learn.train;

import java.io.PrintStream;
import java.util.Locale;

/** Prints a line now and then: where the run stands and how long it still takes. */
public final class ConsoleMonitor implements TrainingMonitor {

    private static final double SECONDS_BETWEEN_LINES = 5;

    private final PrintStream out;
    private TrainingRun run;
    private double lastLine;

    public ConsoleMonitor(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(TrainingRun run) {
        this.run = run;
        lastLine = 0;
        print(
                "Training %s with %,d parameters: %,d steps of %d %s, %.1f epochs",
                run.name(),
                run.parameters(),
                run.totalSteps(),
                run.batchSize(),
                run.unit(),
                run.epochs());
    }

    @Override
    public void resumed(History history) {
        lastLine = history.seconds();
        print("Going on after step %,d", history.steps());
    }

    @Override
    public void step(History.Entry entry) {
        if (entry.seconds() - lastLine >= SECONDS_BETWEEN_LINES) {
            lastLine = entry.seconds();
            print(
                    "step %,d/%,d  epoch %.2f  loss %.4f  %,.0f %s/s  %s left",
                    entry.step(),
                    run.totalSteps(),
                    entry.epoch(),
                    entry.loss(),
                    entry.imagesPerSecond(),
                    run.unit(),
                    clock(remainingSeconds(entry)));
        }
    }

    @Override
    public void evaluated(History.Entry entry) {
        print(
                "step %,d/%,d  accuracy %.2f %%",
                entry.step(), run.totalSteps(), 100 * entry.accuracy());
    }

    @Override
    public void finished(History history) {
        print("Finished after %s", clock(history.seconds()));
    }

    private double remainingSeconds(History.Entry entry) {
        return entry.seconds() / entry.step() * (run.totalSteps() - entry.step());
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return "%d:%02d".formatted(whole / 60, whole % 60);
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
