package dev.vitrine.learn.train;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Ema;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.tensor.Philox;
import java.util.List;

/**
 * Everything that a training run changes, and that it needs to go on after its last step as if it
 * had never stopped. Order, augmentation and dropout are functions of seed and step, so the step is
 * all of their state.
 */
final class TrainingState {

    private final Layer model;
    private final Optimizer optimizer;
    private final Ema average; // null without
    private final List<Philox> generators;
    private final History history;

    /** Where the generators stood after the last whole step. */
    private List<Philox.State> positions;

    private boolean whole = true;

    TrainingState(
            Layer model,
            Optimizer optimizer,
            Ema average,
            List<Philox> generators,
            History history) {
        this.model = model;
        this.optimizer = optimizer;
        this.average = average;
        this.generators = List.copyOf(generators);
        this.history = history;
        this.positions = this.generators.stream().map(Philox::state).toList();
    }

    Layer model() {
        return model;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    /** The moving average, or null. */
    Ema average() {
        return average;
    }

    History history() {
        return history;
    }

    /** Steps that are done; also the number of the next one, from 0. */
    long step() {
        return history.steps();
    }

    List<Philox.State> positions() {
        return positions;
    }

    /** Puts the generators that the caller's loss draws from where they stood. */
    void restorePositions(List<Philox.State> saved) {
        for (int i = 0; i < generators.size(); i++) {
            generators.get(i).restore(saved.get(i));
        }
        positions = saved;
    }

    /**
     * One step of the optimizer and of the average. Only what stops in here leaves something that
     * is neither before nor after a step.
     *
     * @throws ArithmeticException if the gradients are no numbers; nothing is changed then
     */
    void update(double share) {
        whole = false;
        try {
            optimizer.step(share);
        } catch (ArithmeticException e) {
            whole = true;
            throw e;
        }
        if (average != null) {
            average.update();
        }
    }

    /** Ends a step. */
    void done(History.Entry entry) {
        history.add(entry);
        positions = generators.stream().map(Philox::state).toList();
        whole = true;
    }

    /** Whether this is the state after a step, not that in the middle of one. */
    boolean isWhole() {
        return whole;
    }
}
