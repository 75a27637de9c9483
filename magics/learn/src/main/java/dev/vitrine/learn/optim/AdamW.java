package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Kingma and Ba, arXiv 1412.6980; Loshchilov and Hutter, arXiv
 * 1711.05101), in big_vision's form:
 *
 * <pre>update = −schedule(t) · (lr · m̂ / (√v̂ + ε) + weightDecay · w)</pre>
 *
 * <p>The decay is multiplied by the schedule but not by the learning rate, so 1e-4 here is what
 * other libraries call 0.1 at a learning rate of 1e-3. Only kernels are decayed: parameters whose
 * path ends in {@code kernel}; biases, norms, tokens and position embeddings are not. If the
 * gradients' global norm is above the limit, all of them are scaled down to it first.
 */
public final class AdamW {

    /**
     * What does not change during a run.
     *
     * @param learningRate step size at schedule 1
     * @param weightDecay share of a kernel that goes at each step at schedule 1; not multiplied by
     *     the learning rate
     * @param maxGradientNorm limit of the global norm; infinity for none
     */
    public record Settings(
            double learningRate,
            double weightDecay,
            double beta1,
            double beta2,
            double epsilon,
            double maxGradientNorm) {

        /** β = (0.9, 0.999), ε = 1e-8, global norm clipped at 1. */
        public static Settings of(double learningRate, double weightDecay) {
            return new Settings(learningRate, weightDecay, 0.9, 0.999, 1e-8, 1);
        }

        public Settings {
            require(
                    learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                    "learning rate",
                    learningRate);
            require(weightDecay >= 0 && weightDecay < 1, "weight decay", weightDecay);
            require(beta1 >= 0 && beta1 < 1, "beta1", beta1);
            require(beta2 >= 0 && beta2 < 1, "beta2", beta2);
            require(epsilon > 0, "epsilon", epsilon);
            require(maxGradientNorm > 0, "limit of the gradient norm", maxGradientNorm);
        }

        private static void require(boolean valid, String name, double value) {
            if (!valid) {
                throw new IllegalArgumentException(
                        "AdamW: %s = %s is out of range".formatted(name, value));
            }
        }
    }

    private final Settings settings;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private long steps;

    /** One parameter and its two moments. */
    private record Slot(Tensor parameter, Tensor first, Tensor second, boolean decayed) {}

    /** An optimizer for all parameters of a model. */
    public AdamW(Layer model, Settings settings) {
        this.settings = settings;
        model.parameters()
                .forEach(
                        (name, parameter) ->
                                slots.put(
                                        name,
                                        new Slot(
                                                parameter,
                                                zerosLike(parameter),
                                                zerosLike(parameter),
                                                isKernel(name))));
    }

    private static boolean isKernel(String name) {
        return name.equals("kernel") || name.endsWith("/kernel");
    }

    private static Tensor zerosLike(Tensor tensor) {
        return Tensor.zeros(tensor.dtype(), tensor.shape());
    }

    public Settings settings() {
        return settings;
    }

    /** Steps made so far. */
    public long steps() {
        return steps;
    }

    /**
     * Changes every parameter that has a gradient, in place; gradients are left clipped.
     *
     * @param schedule share of the learning rate and decay to use, 0 to 1
     * @return the global norm of the gradients before clipping
     * @throws ArithmeticException if that norm is not finite; nothing is changed then
     */
    public double step(double schedule) {
        List<Slot> active =
                slots.values().stream().filter(slot -> slot.parameter().grad() != null).toList();
        double norm = globalNorm(active.stream().map(slot -> slot.parameter().grad()).toList());
        if (!Double.isFinite(norm)) {
            throw new ArithmeticException("the norm of the gradients is " + norm);
        }
        double scale = Math.min(1, settings.maxGradientNorm() / norm);
        steps++;
        for (Slot slot : active) {
            Tensor gradient = slot.parameter().grad();
            if (scale < 1) {
                Updates.scale(gradient, scale);
            }
            Updates.adamw(
                    slot.parameter(),
                    gradient,
                    slot.first(),
                    slot.second(),
                    schedule * settings.learningRate(),
                    settings.beta1(),
                    settings.beta2(),
                    settings.epsilon(),
                    slot.decayed() ? schedule * settings.weightDecay() : 0,
                    steps);
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
     * Both moments of every parameter, copied, as {@code m/<name>} and {@code v/<name>}; with
     * {@link #steps} all state.
     */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        slots.forEach(
                (name, slot) -> {
                    state.put("m/" + name, copyOf(slot.first()));
                    state.put("v/" + name, copyOf(slot.second()));
                });
        return state;
    }

    private static Tensor copyOf(Tensor tensor) {
        Tensor copy = zerosLike(tensor);
        Updates.copy(tensor, copy);
        return copy;
    }

    /**
     * Goes back to an earlier state.
     *
     * @param state as {@link #state} gave it
     * @param steps as {@link #steps} gave it then
     * @throws IllegalArgumentException if a moment is missing or has another shape; nothing is
     *     changed then
     */
    public void load(Map<String, Tensor> state, long steps) {
        slots.forEach(
                (name, slot) -> {
                    requireFitting("m/" + name, state, slot.first());
                    requireFitting("v/" + name, state, slot.second());
                });
        slots.forEach(
                (name, slot) -> {
                    Updates.copy(state.get("m/" + name), slot.first());
                    Updates.copy(state.get("v/" + name), slot.second());
                });
        this.steps = steps;
    }

    private static void requireFitting(String name, Map<String, Tensor> state, Tensor expected) {
        Tensor given = state.get(name);
        if (given == null || !Arrays.equals(given.shape(), expected.shape())) {
            throw new IllegalArgumentException(
                    "the optimizer's state has %s for %s, expected shape %s"
                            .formatted(
                                    given == null
                                            ? "nothing"
                                            : "shape " + Arrays.toString(given.shape()),
                                    name,
                                    Arrays.toString(expected.shape())));
        }
    }
}
