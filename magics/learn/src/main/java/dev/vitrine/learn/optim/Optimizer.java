package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Changes a model's parameters by their gradients. What all optimizers share is big_vision's chain:
 *
 * <pre>clip all gradients to a global norm
 * direction = the optimizer's own, from gradient and running statistics
 * w = w − schedule(t) · (learningRate · direction + weightDecay · w)</pre>
 *
 * <p>The decay is multiplied by the schedule but not by the learning rate, so 1e-4 here is what
 * other libraries call 0.1 at a learning rate of 1e-3. {@link Masks} say which parameters learn,
 * decay, and how fast.
 */
public abstract class Optimizer {

    /** What does not change during a run: which optimizer, and its numbers. */
    public interface Settings {

        /** Step size at schedule 1. */
        double learningRate();

        /** An optimizer with these settings for the parameters of a model. */
        Optimizer optimizer(Layer model, Masks masks);

        /** The same with {@link Masks#standard}: everything learns, kernels decay. */
        default Optimizer optimizer(Layer model) {
            return optimizer(model, Masks.standard());
        }
    }

    /** How one parameter moves. */
    protected interface Update {

        /** Its running statistics by name, such as m and v; zeros before the first step. */
        Map<String, Tensor> state();

        /**
         * Moves the parameter once.
         *
         * @param learningRate times the direction is the way to go
         * @param decay share of the parameter to take away
         * @param step how often this parameter was moved, this time included
         */
        void apply(Tensor gradient, double learningRate, double decay, long step);
    }

    /** A parameter that learns. */
    private static final class Slot {

        private final Tensor parameter;
        private final double rate;
        private final double decay;
        private final Update update;

        /** Its own count: a step in which it has no gradient is none for it. */
        private long updates;

        Slot(Tensor parameter, double rate, double decay, Update update) {
            this.parameter = parameter;
            this.rate = rate;
            this.decay = decay;
            this.update = update;
        }

        /** The statistics go where the parameter has gone. */
        void follow() {
            update.state().values().forEach(tensor -> tensor.moveTo(parameter.device()));
        }
    }

    /** Before the name of a parameter: how often it was moved, where that is not in every step. */
    private static final String UPDATES = "t/";

    private final double learningRate;
    private final double weightDecay;
    private final double maxGradientNorm;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private long steps;

    /**
     * @param maxGradientNorm limit of the global norm; infinity for none
     * @param rule makes the update of one parameter
     */
    @SuppressWarnings("try") // the scope is only closed
    protected Optimizer(
            Layer model,
            Masks masks,
            double learningRate,
            double weightDecay,
            double maxGradientNorm,
            Function<Tensor, Update> rule) {
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
        this.maxGradientNorm = maxGradientNorm;
        Map<String, Tensor> parameters = model.parameters();
        masks.requireUsed(parameters.keySet());
        try (Scope outliving = Scope.suspend()) {
            parameters.forEach(
                    (name, parameter) -> {
                        if (!masks.isFrozen(name)) {
                            slots.put(
                                    name,
                                    new Slot(
                                            parameter,
                                            masks.rate(name),
                                            masks.decay(name),
                                            rule.apply(parameter)));
                        }
                    });
        }
    }

    /** For the constructors of settings. */
    static void require(boolean valid, String optimizer, String name, double value) {
        if (!valid) {
            throw new IllegalArgumentException(
                    "%s: %s = %s is out of range".formatted(optimizer, name, value));
        }
    }

    /** For the constructors of settings: what all optimizers have. */
    static void requireCommon(
            String optimizer, double learningRate, double weightDecay, double maxGradientNorm) {
        boolean finite = learningRate > 0 && learningRate < Double.POSITIVE_INFINITY;
        require(finite, optimizer, "learning rate", learningRate);
        require(weightDecay >= 0 && weightDecay < 1, optimizer, "weight decay", weightDecay);
        require(maxGradientNorm > 0, optimizer, "limit of the gradient norm", maxGradientNorm);
    }

    /** For the constructors of settings: a share of the past that a running mean keeps. */
    static void requireShare(String optimizer, String name, double value) {
        require(value >= 0 && value < 1, optimizer, name, value);
    }

    /** Steps made so far. */
    public final long steps() {
        return steps;
    }

    /**
     * Changes every parameter that learns and has a gradient, in place; gradients are left clipped.
     * One without a gradient stays as it is, and so do its statistics: its next step is as if this
     * one had not been. Where a parameter was moved to another device, its statistics are moved
     * there first.
     *
     * @param schedule share of the learning rate and decay to use, 0 to 1
     * @return the global norm of the gradients before clipping
     * @throws ArithmeticException if that norm is not finite; nothing is changed then
     */
    public final double step(double schedule) {
        List<Slot> active =
                slots.values().stream().filter(slot -> slot.parameter.grad() != null).toList();
        double norm = globalNorm(active.stream().map(slot -> slot.parameter.grad()).toList());
        if (!Double.isFinite(norm)) {
            throw new ArithmeticException("the norm of the gradients is " + norm);
        }
        double scale = Math.min(1, maxGradientNorm / norm);
        steps++;
        for (Slot slot : active) {
            Tensor gradient = slot.parameter.grad();
            if (scale < 1) {
                Updates.scale(gradient, scale);
            }
            slot.follow();
            slot.updates++;
            slot.update.apply(
                    gradient,
                    schedule * learningRate * slot.rate,
                    schedule * weightDecay * slot.decay,
                    slot.updates);
        }
        return norm;
    }

    /** √(sum of squares over all tensors). */
    static double globalNorm(List<Tensor> gradients) {
        double squares = 0;
        for (Tensor gradient : gradients) {
            squares += Updates.sumOfSquares(gradient);
        }
        return Math.sqrt(squares);
    }

    /**
     * The running statistics of every parameter, copied, as {@code m/<name>} and the like; with
     * {@link #steps} all state.
     */
    public final Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        statistics()
                .forEach(
                        (name, tensor) -> {
                            Tensor copy = tensor.zerosLike();
                            Updates.copy(tensor, copy);
                            state.put(name, copy);
                        });
        return state;
    }

    /**
     * The statistics themselves, under the names of {@link #state}; they change with each step.
     * With them, as {@code t/<name>}, how often a parameter was moved, where it is not {@link
     * #steps}.
     */
    public final Map<String, Tensor> statistics() {
        Map<String, Tensor> all = runningStatistics();
        slots.forEach(
                (name, slot) -> {
                    if (slot.updates != steps) {
                        all.put(UPDATES + name, Tensor.full(DType.DOUBLE, slot.updates));
                    }
                });
        return all;
    }

    private Map<String, Tensor> runningStatistics() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        slots.forEach(
                (name, slot) ->
                        new TreeMap<>(slot.update.state())
                                .forEach((kind, tensor) -> all.put(kind + "/" + name, tensor)));
        return all;
    }

    /**
     * Goes back to an earlier state.
     *
     * @param state as {@link #state} gave it
     * @param steps as {@link #steps} gave it then
     * @throws IllegalArgumentException if a statistic is missing, unknown or of another shape;
     *     lists all of them, and changes nothing
     */
    public final void load(Map<String, Tensor> state, long steps) {
        Map<String, Tensor> statistics = runningStatistics();
        List<String> problems = new ArrayList<>();
        statistics.forEach(
                (name, tensor) -> {
                    Tensor given = state.get(name);
                    if (given == null) {
                        problems.add("- " + name + " is missing");
                    } else if (!Arrays.equals(given.shape(), tensor.shape())) {
                        problems.add(
                                "! %s has shape %s, expected %s"
                                        .formatted(
                                                name,
                                                Shape.text(given.shape()),
                                                Shape.text(tensor.shape())));
                    }
                });
        state.keySet().stream()
                .filter(name -> !statistics.containsKey(name) && !isCount(name))
                .forEach(name -> problems.add("+ " + name + " is not part of this optimizer"));
        state.forEach(
                (name, tensor) -> {
                    if (isCount(name) && tensor.length() != 1) {
                        problems.add(
                                "! %s has shape %s, expected one number"
                                        .formatted(name, Shape.text(tensor.shape())));
                    }
                });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "The state does not fit %s:%n%s"
                            .formatted(
                                    getClass().getSimpleName(),
                                    String.join(System.lineSeparator(), problems)));
        }
        statistics.forEach((name, tensor) -> Updates.copy(state.get(name), tensor));
        slots.forEach(
                (name, slot) -> {
                    Tensor count = state.get(UPDATES + name);
                    slot.updates = count == null ? steps : Math.round(count.item());
                });
        this.steps = steps;
    }

    private boolean isCount(String name) {
        return name.startsWith(UPDATES) && slots.containsKey(name.substring(UPDATES.length()));
    }
}
