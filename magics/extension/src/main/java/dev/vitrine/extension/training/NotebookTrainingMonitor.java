package dev.vitrine.extension.training;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.Kernel;
import dev.vitrine.extension.training.Progress.State;
import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.learn.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Shows a training run below its cell while it runs: a progress bar, and a plot of loss and
 * accuracy that grows and stays as the final plot. Both are display outputs that are updated in
 * place, seldom enough for slow front ends.
 */
public final class NotebookTrainingMonitor implements TrainingMonitor {

    /** Offers this monitor where a kernel runs. */
    public static final class Provider implements TrainingMonitor.Provider {

        @Override
        public Optional<TrainingMonitor> monitor() {
            return Kernel.find().map(NotebookTrainingMonitor::new);
        }
    }

    private static final double BAR_SECONDS = 0.25;
    private static final double PLOT_SECONDS = 3;

    /** Loss and speed are means over so many steps; those of a single one jump about. */
    private static final int RECENT_STEPS = 50;

    private final Kernel kernel;
    private final Pace barPace = new Pace(BAR_SECONDS, 1.0 / 500);
    private final Pace plotPace = new Pace(PLOT_SECONDS, 1.0 / 50);
    private final List<History.Entry> entries = new ArrayList<>();
    private TrainingRun run;
    private String barId;
    private String plotId;
    private double accuracy = Double.NaN;

    NotebookTrainingMonitor(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void started(TrainingRun run) {
        this.run = run;
        barId = kernel.display(ProgressView.of(progress(State.RUNNING, "")));
        barPace.due(0);
        plotPace.due(0);
    }

    @Override
    public void resumed(History history) {
        entries.addAll(history.entries());
        accuracy = history.accuracy().orElse(Double.NaN);
    }

    @Override
    public void step(History.Entry entry) {
        entries.add(entry);
        if (barPace.due(entry.seconds())) {
            showBar(State.RUNNING, "");
        }
        if (plotPace.due(entry.seconds())) {
            showPlot();
        }
    }

    @Override
    public void evaluated(History.Entry entry) {
        entries.set(entries.size() - 1, entry);
        accuracy = entry.accuracy();
    }

    @Override
    public void finished(History history) {
        end(State.FINISHED, "");
    }

    @Override
    public void interrupted(History history) {
        endInterrupted();
    }

    @Override
    public void failed(History history, Throwable cause) {
        if (cause instanceof CellInterrupt) {
            endInterrupted();
        } else {
            end(State.FAILED, cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
    }

    /**
     * Whoever interrupts a cell wants it to end now, and the processor to be idle. To draw a plot
     * takes a while, and the one that is there lacks three seconds or a fiftieth of the run at
     * most.
     */
    private void endInterrupted() {
        showBar(State.INTERRUPTED, "");
    }

    private void end(State state, String remark) {
        showBar(state, remark);
        if (!entries.isEmpty()) {
            showPlot();
        }
    }

    private void showBar(State state, String remark) {
        kernel.updateDisplay(barId, ProgressView.of(progress(state, remark)));
    }

    private void showPlot() {
        Object chart = LearningCurves.of(entries, run.totalSteps(), run.losses());
        if (plotId == null) {
            plotId = kernel.display(chart);
        } else {
            kernel.updateDisplay(plotId, chart);
        }
    }

    private Progress progress(State state, String remark) {
        History.Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        return new Progress(
                run.name(),
                state,
                last == null ? 0 : last.step(),
                run.totalSteps(),
                last == null ? 0 : last.epoch(),
                run.epochs(),
                recent(History.Entry::loss),
                accuracy,
                recent(History.Entry::imagesPerSecond),
                run.unit(),
                last == null ? 0 : last.seconds(),
                remark);
    }

    private double recent(ToDoubleFunction<History.Entry> value) {
        return entries.subList(Math.max(0, entries.size() - RECENT_STEPS), entries.size()).stream()
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN);
    }
}
