package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An exponential moving average of a model's parameters and buffers (Polyak averaging): after each
 * step, average = decay · average + (1 − decay) · parameter. It starts at the parameters
 * themselves. The average is often the better model, and always the smoother one.
 */
public final class Ema {

    private final Layer model;
    private final double decay;
    private final Map<String, Tensor> averages;

    /**
     * @param decay share of the average that stays at each step, such as 0.999; it looks back about
     *     1 / (1 − decay) steps
     */
    @SuppressWarnings("try") // the scope is only closed
    public Ema(Layer model, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException(
                    "decay %s of a moving average: must be from 0 to below 1".formatted(decay));
        }
        this.model = model;
        this.decay = decay;
        try (Scope outliving = Scope.suspend()) {
            this.averages = Collections.unmodifiableMap(new LinkedHashMap<>(model.state()));
        }
    }

    public double decay() {
        return decay;
    }

    /** Takes the parameters as they are now into the average. */
    public void update() {
        model.arrays()
                .forEach(
                        (name, parameter) -> {
                            Tensor average = averages.get(name).moveTo(parameter.device());
                            Updates.average(average, parameter, decay);
                        });
    }

    /** The averages by the parameters' names; they change with each {@link #update}. */
    public Map<String, Tensor> averages() {
        return averages;
    }

    /**
     * Exchanges averages and parameters, so that the model computes with the averages; a second
     * call puts everything back.
     */
    @SuppressWarnings("try") // the scope is only closed
    public void swap() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> current = model.state();
            model.load(averages);
            averages.forEach((name, average) -> Updates.copy(current.get(name), average));
        }
    }

    /** Goes back to averages of an earlier time; see {@link Layer#load}. */
    public void load(Map<String, Tensor> state) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        state.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        model.requireFit("The moving average", shapes);
        averages.forEach((name, average) -> Updates.copy(state.get(name), average));
    }
}
