package dev.vitrine.learn.train;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Splittable;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Ema;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

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
 * until then. With {@link #checkpoint} the same run, started again, goes on where it was stopped.
 */
public final class Trainer {

    /** What the loss is called where there is one only. */
    private static final String LOSS = "loss";

    private final Layer model;
    private LossFunction loss;
    private Batches data;
    private Supplier<Objective<?>> other; // instead of data and loss
    private boolean takesTurns;
    private ImageSet test;
    private long steps;
    private double epochs;
    private Optimizer.Settings optimizer; // null until told
    private Masks masks = Masks.standard();
    private Schedule schedule;
    private long seed;
    private long evaluateEvery;
    private int parts = 1;
    private double averageDecay = Double.NaN;
    private Path checkpoint;
    private long checkpointEvery;
    private Path source;
    private final List<Philox> generators = new ArrayList<>();
    private final List<LongConsumer> actions = new ArrayList<>();
    private Ema average;
    private TrainingMonitor monitor;
    private History history = new History(0, "images", List.of(LOSS));

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
        this.other = null;
        this.takesTurns = false;
        return this;
    }

    /**
     * What to train on where that is no labelled images, and what its loss is.
     *
     * @param loss of a batch, a scalar that remembers how it came about; takes the place of {@link
     *     #loss}
     */
    public <B extends Splittable<B>> Trainer data(
            BatchSource<B> data, Function<? super B, Tensor> loss) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(loss, "loss");
        this.other =
                () -> new Objective<>(data, List.of(new Turn<>(LOSS, model, settings(), loss)));
        this.data = null;
        this.takesTurns = false;
        return this;
    }

    /**
     * What to train on where parts of the model have losses and optimizers of their own, such as
     * two networks that play against each other. A step is a turn of each, in order, on the same
     * batch: the gradients of its loss, and the update of its part, before the next one begins. The
     * schedule is the same for all; masks are asked for the names within each part.
     *
     * @param turns at least one; {@link #optimizer} is not for them
     */
    public <B extends Splittable<B>> Trainer data(BatchSource<B> data, List<Turn<B>> turns) {
        Objects.requireNonNull(data, "data");
        List<Turn<B>> inOrder = List.copyOf(turns);
        if (inOrder.isEmpty()
                || inOrder.stream().map(Turn::name).distinct().count() < turns.size()) {
            throw new IllegalArgumentException(
                    "turns %s: at least one, each with a name of its own, expected"
                            .formatted(inOrder.stream().map(Turn::name).toList()));
        }
        this.other = () -> new Objective<>(data, inOrder);
        this.data = null;
        this.takesTurns = true;
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
     * Measures accuracy after every {@code steps} steps as well, except within a quarter of that
     * before the end; 0, only at the end, until told otherwise.
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
     * Goes through each batch in so many parts of nearly equal size and sums up their gradients:
     * the same step as with the whole batch, up to rounding, in less memory. 1 until told
     * otherwise.
     */
    public Trainer accumulate(int parts) {
        this.parts = (int) requirePositive("parts of a batch", parts);
        return this;
    }

    /**
     * Keeps an exponential moving average of the weights, {@link #average}. Accuracy is then
     * measured with the averages; the model itself keeps its own weights.
     *
     * @param decay share of the average that stays at each step, such as 0.999
     */
    public Trainer average(double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException(
                    "average with decay %s: must be from 0 to below 1".formatted(decay));
        }
        this.averageDecay = decay;
        return this;
    }

    /** The moving average of the current or last run; empty if none was asked for. */
    public Optional<Ema> average() {
        return Optional.ofNullable(average);
    }

    /**
     * Writes the whole state of the run to a safetensors file: twenty times during the run (or as
     * {@link #checkpointEvery} says), at its end, and when it is interrupted or fails with an error
     * between two steps. If the file is there when the run starts, the run goes on from it, and is
     * from then on the run that was never stopped, to the last bit. The file is replaced only by a
     * whole new one.
     */
    public Trainer checkpoint(Path file) {
        this.checkpoint = Objects.requireNonNull(file, "file");
        return this;
    }

    /** Writes the checkpoint after every {@code steps} steps. */
    public Trainer checkpointEvery(long steps) {
        this.checkpointEvery = requirePositive("checkpoint every", steps);
        return this;
    }

    /**
     * Goes on from the checkpoint of another run, such as a trunk from which cool-downs branch off:
     * weights, optimizer, average and step are taken from it, all settings from here. A checkpoint
     * of this run's own, if there is one, comes first.
     */
    public Trainer startFrom(Path file) {
        this.source = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * A generator that the loss draws from, for noise or the like; its position is part of the
     * checkpoint. May be called more than once.
     */
    public Trainer random(Philox generator) {
        generators.add(Objects.requireNonNull(generator, "generator"));
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

    /**
     * Does something on the way, whoever watches the run: takes samples of a generator, say. The
     * model is in evaluation mode meanwhile. May be called more than once.
     *
     * @param steps between two calls, which come after a step's update
     * @param action is given the number of steps that are done
     */
    public Trainer every(long steps, LongConsumer action) {
        requirePositive("every", steps);
        Objects.requireNonNull(action, "action");
        actions.add(
                done -> {
                    if (done % steps == 0) {
                        action.accept(done);
                    }
                });
        return this;
    }

    /** The history of the current or last run. */
    public History history() {
        return history;
    }

    /**
     * Trains, from the checkpoint on if there is one.
     *
     * @throws IllegalStateException if data, loss or length is missing, accuracy is asked of a
     *     model that is no {@link Classifier}, or the checkpoint comes from a run with other
     *     settings
     * @throws DivergedException if the loss or a gradient is no longer a number; names the step and
     *     the learning rate
     */
    public History run() {
        requireComplete();
        Objective<?> objective = objective();
        BatchSource<?> batches = objective.source();
        long total =
                steps > 0 ? steps : Math.max(1, Math.round(epochs * batches.batchesPerEpoch()));
        Schedule plan = schedule != null ? schedule : Schedule.warmupCosine(total / 10, total);
        TrainingMonitor watcher = monitor != null ? monitor : offeredMonitor();
        history = new History(total, batches.unit(), objective.names());
        average = Double.isNaN(averageDecay) ? null : new Ema(model, averageDecay);
        TrainingState state =
                new TrainingState(model, objective.turns(), masks, average, generators, history);
        CheckpointFile file = resumed(state, recipe(objective, total, plan), total);
        watcher.started(
                new TrainingRun(
                        model.getClass().getSimpleName(),
                        model.parameterCount(),
                        total,
                        batches.batchSize(),
                        batches.batchesPerEpoch(),
                        batches.unit(),
                        test != null,
                        objective.names()));
        if (history.steps() > 0) {
            watcher.resumed(history);
        }
        try {
            new TrainingLoop(
                            state,
                            objective,
                            test,
                            evaluateEvery,
                            total,
                            parts,
                            plan,
                            objective.turns().get(0).optimizer().learningRate(),
                            new Seed(seed),
                            watcher,
                            () -> {
                                file.afterStep();
                                act(history.steps());
                            })
                    .run();
            file.atEnd();
        } catch (Throwable cause) {
            file.afterFailure(cause);
            watcher.failed(history, cause);
            throw cause;
        } finally {
            model.eval();
        }
        if (history.interrupted()) {
            System.out.printf(
                    "Interrupted at step %,d of %,d; the model keeps its weights.%s%n",
                    history.steps(), total, checkpoint == null ? "" : " Run again to go on.");
            watcher.interrupted(history);
        } else {
            watcher.finished(history);
        }
        return history;
    }

    private void act(long done) {
        if (!actions.isEmpty()) {
            model.eval();
            actions.forEach(action -> action.accept(done));
        }
    }

    private Objective<?> objective() {
        return other != null
                ? other.get()
                : new Objective<>(data, List.of(new Turn<>(LOSS, model, settings(), loss::loss)));
    }

    private Optimizer.Settings settings() {
        return optimizer != null ? optimizer : AdamW.Settings.of(1e-3, 1e-4);
    }

    private CheckpointFile resumed(TrainingState state, Map<String, String> recipe, long total) {
        long every = checkpointEvery > 0 ? checkpointEvery : Math.max(1, total / 20);
        CheckpointFile file = new CheckpointFile(checkpoint, every, state, recipe);
        if (!file.resume() && source != null) {
            TrainingCheckpoint.load(source, state, null);
        }
        if (state.step() > total) {
            throw new IllegalStateException(
                    "Trainer: %s has %,d steps, more than the %,d of this run"
                            .formatted(file.exists() ? checkpoint : source, state.step(), total));
        }
        return file;
    }

    /** What must be the same when a run goes on, in words. */
    private Map<String, String> recipe(Objective<?> objective, long total, Schedule plan) {
        BatchSource<?> batches = objective.source();
        Map<String, String> recipe = new LinkedHashMap<>();
        recipe.put("model", model.getClass().getSimpleName());
        recipe.put("steps", Long.toString(total));
        recipe.put("seed", Long.toString(seed));
        recipe.put("batch size", Integer.toString(batches.batchSize()));
        recipe.put("parts of a batch", Integer.toString(parts));
        recipe.putAll(batches.fingerprint());
        for (Turn<?> turn : objective.turns()) {
            recipe.put(takesTurns ? "optimizer of " + turn.name() : "optimizer", text(turn));
        }
        recipe.put("masks", masks.toString());
        recipe.put("schedule", fingerprint(plan, total));
        recipe.put("average", average == null ? "none" : Double.toString(averageDecay));
        return recipe;
    }

    /**
     * A schedule is a function; where it is the same at many places, it is taken to be the same.
     */
    private static String fingerprint(Schedule plan, long total) {
        double[] shares =
                LongStream.rangeClosed(0, 64).mapToDouble(i -> plan.at(total * i / 64)).toArray();
        return Integer.toHexString(Arrays.hashCode(shares));
    }

    /** Settings that are no record may have no text of their own, only an address. */
    private static String text(Turn<?> turn) {
        Optimizer.Settings settings = turn.optimizer();
        return settings.getClass().getName() + (settings instanceof Record ? " " + settings : "");
    }

    private void requireComplete() {
        if (takesTurns && optimizer != null) {
            throw new IllegalStateException(
                    "Trainer: each turn has an optimizer of its own; optimizer(...) is for a model"
                            + " with one loss");
        }
        if (data == null && other == null) {
            throw new IllegalStateException(
                    "Trainer: no data; call data(Batches.of(images, batchSize, seed))");
        }
        if (loss == null && other == null) {
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
