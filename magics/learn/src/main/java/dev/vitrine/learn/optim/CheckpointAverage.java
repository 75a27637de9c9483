package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Map;

/**
 * The mean of a model's parameters at several moments near the end of its training, each counting
 * alike; the Transformer's section 6.1 averages the last 5 checkpoints, or the last 20.
 */
public final class CheckpointAverage {

    private final Layer model;
    private Map<String, Tensor> mean;
    private int count;

    public CheckpointAverage(Layer model) {
        this.model = model;
    }

    /** Takes the parameters as they are now into the mean. */
    @SuppressWarnings("try") // the scope is only closed
    public void add() {
        if (mean == null) {
            try (Scope outliving = Scope.suspend()) {
                mean = model.state();
            }
        } else {
            double before = count / (count + 1.0);
            model.arrays()
                    .forEach(
                            (name, now) ->
                                    Updates.average(
                                            mean.get(name).moveTo(now.device()), now, before));
        }
        count++;
    }

    /** How many moments the mean is over. */
    public int count() {
        return count;
    }

    /**
     * Gives the model the mean as its parameters.
     *
     * @throws IllegalStateException if nothing was added yet
     */
    public void loadIntoModel() {
        if (mean == null) {
            throw new IllegalStateException("checkpoint average: add() a moment first");
        }
        model.load(mean);
    }
}
