package dev.vitrine.learn.train;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.eval.Metrics;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The steps of one run, from where its state stands to the end.
 *
 * @param objective data and loss
 * @param test what to measure accuracy on, or null
 * @param evaluateEvery steps between two measurements, 0 for none but the last
 * @param parts that each batch is split into
 * @param learningRate of the first turn at schedule 1
 * @param afterStep called with the number of steps done, between two steps
 */
record TrainingLoop(
        TrainingState state,
        Objective<?> objective,
        ImageSet test,
        long evaluateEvery,
        long total,
        int parts,
        Schedule schedule,
        double learningRate,
        Seed seed,
        TrainingMonitor monitor,
        Runnable afterStep) {

    /** Ends after the last step, or early with the history marked so. */
    void run() {
        long start = System.nanoTime() - (long) (state.history().seconds() * 1e9);
        if (!measured(start)) {
            return;
        }
        while (state.step() < total) {
            if (Thread.interrupted()) {
                state.history().markInterrupted();
                return;
            }
            History.Entry entry = step(state.step(), start);
            state.done(entry);
            monitor.step(entry);
            if (!measured(start)) {
                return;
            }
            afterStep.run();
        }
    }

    /**
     * Measures accuracy after the last step if it is due, which it also is where a run goes on that
     * was stopped right there. False if that was interrupted.
     */
    private boolean measured(long start) {
        if (state.step() == 0
                || !evaluationIsDue(state.step())
                || !Double.isNaN(state.history().last().accuracy())) {
            return true;
        }
        try {
            evaluate(state.history().last(), start);
            return true;
        } catch (CancellationException e) {
            state.history().markInterrupted();
            return false;
        }
    }

    @SuppressWarnings("try") // the scope is only closed
    private History.Entry step(long step, long start) {
        long begin = System.nanoTime();
        double share = schedule.at(step);
        List<Double> losses = new ArrayList<>();
        state.model().train(seed.child("dropout").child(step).philox());
        try (Scope scope = Scope.open()) {
            state.begin();
            for (List<Objective.Part> turn : objective.parts(step, parts)) {
                losses.add(turn(losses.size(), turn, step, share));
            }
        }
        long end = System.nanoTime();
        return new History.Entry(
                step + 1,
                (double) (step + 1) / objective.source().batchesPerEpoch(),
                losses.get(0),
                Double.NaN,
                share * learningRate,
                objective.source().batchSize() / ((end - begin) * 1e-9),
                (end - start) * 1e-9,
                losses);
    }

    /** Gradients and update of one turn, whose loss is returned. */
    private double turn(int index, List<Objective.Part> batch, long step, double share) {
        Layer model = state.model();
        List<Tensor> others = state.others(index);
        double rate = share * learningRate;
        model.zeroGrad();
        others.forEach(parameter -> parameter.requiresGrad(false));
        try {
            double value = gradients(batch, step, rate);
            update(index, step, share);
            return value;
        } finally {
            others.forEach(parameter -> parameter.requiresGrad(true));
        }
    }

    private void update(int turn, long step, double share) {
        try {
            state.update(turn, share);
        } catch (ArithmeticException e) {
            DivergedException diverged =
                    new DivergedException(e.getMessage(), step + 1, total, share * learningRate);
            diverged.initCause(e);
            throw diverged;
        }
    }

    /** Leaves the gradients of the batch's mean loss, which it returns. */
    @SuppressWarnings("try") // the scope is only closed
    private double gradients(List<Objective.Part> batch, long step, double rate) {
        double mean = 0;
        for (Objective.Part part : batch) {
            try (Scope scope = Scope.open()) {
                double weight = part.share();
                Tensor result = part.loss().get();
                double value = result.item();
                if (!Double.isFinite(value)) {
                    throw new DivergedException("The loss is " + value, step + 1, total, rate);
                }
                (weight == 1 ? result : result.mul(weight)).backward();
                mean += weight * value;
            }
        }
        return mean;
    }

    private boolean evaluationIsDue(long done) {
        return test != null && new Interval(evaluateEvery, total).isDue(done);
    }

    private void evaluate(History.Entry entry, long start) {
        state.model().eval();
        boolean averaged = state.average() != null;
        if (averaged) {
            state.average().swap();
        }
        double accuracy;
        try {
            accuracy = Metrics.of((Classifier) state.model(), test).accuracy();
        } finally {
            if (averaged) {
                state.average().swap();
            }
        }
        History.Entry measured = entry.withAccuracy(accuracy, (System.nanoTime() - start) * 1e-9);
        state.history().replaceLast(measured);
        monitor.evaluated(measured);
    }
}
