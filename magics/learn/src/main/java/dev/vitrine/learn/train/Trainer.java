package dev.vitrine.learn.train;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.eval.Metrics;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;

/**
 * The training loop: draw a batch, compute the loss, go back through it, update the parameters,
 * measure.
 *
 * <pre>{@code
 * History history = Trainer.of(vit)
 *         .data(Batches.of(mnist.train(), 128, seed))
 *         .test(mnist.test())
 *         .epochs(3)
 *         .optimizer(AdamW.Settings.of(1e-3, 1e-4))
 *         .schedule(Schedule.warmupCosine(100, 1400))
 *         .run();
 * }</pre>
 *
 * <p>A run can be stopped by interrupting its thread. It then ends within a step, prints a line,
 * and returns the history so far; the model keeps its weights. Errors, and those by which a
 * notebook stops a cell, end the run and go on to the caller; {@link #history} has what happened
 * until then.
 */
public final class Trainer {

    private final Layer model;
    private LossFunction loss;
    private Batches data;
    private ImageSet test;
    private long steps;
    private double epochs;
    private Optimizer.Settings optimizer = AdamW.Settings.of(1e-3, 1e-4);
    private Masks masks = Masks.standard();
    private Schedule schedule;
    private long seed;
    private long evaluateEvery;
    private TrainingMonitor monitor;
    private History history = new History(0);

    private Trainer(Layer model) {
        this.model = Objects.requireNonNull(model, "model");
        if (model instanceof Classifier classifier) {
            loss = LossFunction.softmaxCrossEntropy(classifier);
        }
    }

    /**
     * A trainer for a model; if that is a {@link Classifier}, its loss is softmax cross-entropy
     * until told otherwise.
     */
    public static Trainer of(Layer model) {
        return new Trainer(model);
    }

    public Trainer loss(LossFunction loss) {
        this.loss = Objects.requireNonNull(loss, "loss");
        return this;
    }

    /** What to train on. */
    public Trainer data(Batches data) {
        this.data = Objects.requireNonNull(data, "data");
        return this;
    }

    /**
     * What to measure accuracy on, after the last step and as often as {@link #evaluateEvery} says.
     */
    public Trainer test(ImageSet test) {
        this.test = test;
        return this;
    }

    /** Length of the run in steps; instead of {@link #epochs}. */
    public Trainer steps(long steps) {
        this.steps = requirePositive("steps", steps);
        this.epochs = 0;
        return this;
    }

    /** Length of the run in passes over the data, fractions allowed; instead of {@link #steps}. */
    public Trainer epochs(double epochs) {
        if (!(epochs > 0)) {
            throw new IllegalArgumentException("epochs %s: must be above 0".formatted(epochs));
        }
        this.epochs = epochs;
        this.steps = 0;
        return this;
    }

    /** How gradients become steps; AdamW at 1e-3 with decay 1e-4 until told otherwise. */
    public Trainer optimizer(Optimizer.Settings optimizer) {
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
        return this;
    }

    /** Which parameters learn, how fast, and which decay; kernels decay until told otherwise. */
    public Trainer masks(Masks masks) {
        this.masks = Objects.requireNonNull(masks, "masks");
        return this;
    }

    /**
     * How the learning rate changes; a cosine after a warm-up over a tenth of the run until told
     * otherwise.
     */
    public Trainer schedule(Schedule schedule) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        return this;
    }

    /**
     * Seed of dropout; that of the data order belongs to the {@link Batches}. 0 until told
     * otherwise.
     */
    public Trainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Measures accuracy after every {@code steps} steps as well; 0, only at the end, until told
     * otherwise.
     */
    public Trainer evaluateEvery(long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "evaluate every %d steps: must not be negative".formatted(steps));
        }
        this.evaluateEvery = steps;
        return this;
    }

    /**
     * Who watches; a display that the surroundings offer, or lines on the console, until told
     * otherwise.
     */
    public Trainer monitor(TrainingMonitor monitor) {
        this.monitor = Objects.requireNonNull(monitor, "monitor");
        return this;
    }

    /** The history of the current or last run. */
    public History history() {
        return history;
    }

    /**
     * Trains.
     *
     * @throws IllegalStateException if data, loss or length is missing, or accuracy is asked of a
     *     model that is no {@link Classifier}
     * @throws DivergedException if the loss or a gradient is no longer a number; names the step and
     *     the learning rate
     */
    public History run() {
        requireComplete();
        long total = steps > 0 ? steps : Math.max(1, Math.round(epochs * data.batchesPerEpoch()));
        Schedule plan = schedule != null ? schedule : Schedule.warmupCosine(total / 10, total);
        TrainingMonitor watcher = monitor != null ? monitor : offeredMonitor();
        history = new History(total);
        watcher.started(
                new TrainingRun(
                        model.getClass().getSimpleName(),
                        model.parameterCount(),
                        total,
                        data.batchSize(),
                        data.batchesPerEpoch(),
                        test != null));
        try {
            loop(total, plan, watcher);
        } catch (Throwable cause) {
            watcher.failed(history, cause);
            throw cause;
        } finally {
            model.eval();
        }
        if (history.interrupted()) {
            System.out.printf(
                    "Interrupted at step %,d of %,d; the model keeps its weights.%n",
                    history.steps(), total);
            watcher.interrupted(history);
        } else {
            watcher.finished(history);
        }
        return history;
    }

    private void loop(long total, Schedule plan, TrainingMonitor watcher) {
        Optimizer stepper = optimizer.optimizer(model, masks);
        long start = System.nanoTime();
        for (long step = 0; step < total; step++) {
            if (Thread.interrupted()) {
                history.markInterrupted();
                return;
            }
            History.Entry entry = step(step, total, plan.at(step), stepper, start);
            history.add(entry);
            watcher.step(entry);
            if (evaluationIsDue(step + 1, total)) {
                try {
                    evaluate(entry, start, watcher);
                } catch (CancellationException e) {
                    history.markInterrupted();
                    return;
                }
            }
        }
    }

    @SuppressWarnings("try") // the scope is only closed
    private History.Entry step(long step, long total, double share, Optimizer stepper, long start) {
        long begin = System.nanoTime();
        double learningRate = share * optimizer.learningRate();
        double value;
        model.train(new Seed(seed).child("dropout").child(step).philox());
        try (Scope scope = Scope.open()) {
            model.zeroGrad();
            Tensor result = loss.loss(data.at(step));
            value = result.item();
            if (!Double.isFinite(value)) {
                throw new DivergedException("The loss is " + value, step + 1, total, learningRate);
            }
            result.backward();
            update(stepper, share, step, total, learningRate);
        }
        long end = System.nanoTime();
        return new History.Entry(
                step + 1,
                (double) (step + 1) / data.batchesPerEpoch(),
                value,
                Double.NaN,
                learningRate,
                data.batchSize() / ((end - begin) * 1e-9),
                (end - start) * 1e-9);
    }

    private void update(
            Optimizer stepper, double share, long step, long total, double learningRate) {
        try {
            stepper.step(share);
        } catch (ArithmeticException e) {
            DivergedException diverged =
                    new DivergedException(e.getMessage(), step + 1, total, learningRate);
            diverged.initCause(e);
            throw diverged;
        }
    }

    private boolean evaluationIsDue(long done, long total) {
        return test != null && (done == total || evaluateEvery > 0 && done % evaluateEvery == 0);
    }

    private void evaluate(History.Entry entry, long start, TrainingMonitor watcher) {
        model.eval();
        double accuracy = Metrics.of((Classifier) model, test).accuracy();
        History.Entry measured = entry.withAccuracy(accuracy, (System.nanoTime() - start) * 1e-9);
        history.replaceLast(measured);
        watcher.evaluated(measured);
    }

    private void requireComplete() {
        if (data == null) {
            throw new IllegalStateException(
                    "Trainer: no data; call data(Batches.of(images, batchSize, seed))");
        }
        if (loss == null) {
            throw new IllegalStateException(
                    "Trainer: %s is no Classifier, so its loss must be given by loss(...)"
                            .formatted(model.getClass().getSimpleName()));
        }
        if (steps == 0 && epochs == 0) {
            throw new IllegalStateException("Trainer: no length; call steps(n) or epochs(n)");
        }
        if (test != null && !(model instanceof Classifier)) {
            throw new IllegalStateException(
                    "Trainer: accuracy can only be measured of a Classifier, which %s is not"
                            .formatted(model.getClass().getSimpleName()));
        }
    }

    private static TrainingMonitor offeredMonitor() {
        return ServiceLoader.load(TrainingMonitor.Provider.class, Trainer.class.getClassLoader())
                .stream()
                .map(provider -> provider.get().monitor())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new ConsoleMonitor(System.out));
    }

    private static long requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s %d: must be at least 1".formatted(name, value));
        }
        return value;
    }
}
