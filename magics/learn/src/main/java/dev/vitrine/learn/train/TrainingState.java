package dev.vitrine.learn.train;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Ema;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a training run changes, and that it needs to go on after its last step as if it
 * had never stopped. Order, augmentation and dropout are functions of seed and step, so the step is
 * all of their state.
 */
final class TrainingState {

    private final Layer model;
    private final List<Player> players;
    private final Ema average; // null without
    private final List<Philox> generators;
    private final History history;

    /** Where the generators stood after the last whole step. */
    private List<Philox.State> positions;

    private boolean whole = true;

    /**
     * What learns in one turn.
     *
     * @param prefix of its optimizer's statistics, empty where there is one turn only
     * @param others parameters of the model that do not
     */
    private record Player(String prefix, Optimizer optimizer, List<Tensor> others) {}

    /**
     * @param turns in the order of a step
     * @param masks of the optimizers
     */
    TrainingState(
            Layer model,
            List<? extends Turn<?>> turns,
            Masks masks,
            Ema average,
            List<Philox> generators,
            History history) {
        this.model = model;
        this.players =
                turns.stream()
                        .map(
                                turn ->
                                        new Player(
                                                turns.size() == 1 ? "" : turn.name() + "/",
                                                turn.optimizer().optimizer(turn.part(), masks),
                                                otherThan(turn.part(), model)))
                        .toList();
        this.average = average;
        this.generators = List.copyOf(generators);
        this.history = history;
        this.positions = this.generators.stream().map(Philox::state).toList();
    }

    Layer model() {
        return model;
    }

    private static List<Tensor> otherThan(Layer part, Layer model) {
        Set<Tensor> learning = Collections.newSetFromMap(new IdentityHashMap<>());
        learning.addAll(part.parameters().values());
        return model.parameters().values().stream()
                .filter(parameter -> !learning.contains(parameter) && parameter.requiresGrad())
                .toList();
    }

    /** Parameters that a turn leaves as they are. */
    List<Tensor> others(int turn) {
        return players.get(turn).others();
    }

    /** The optimizers' statistics, by name; they change with each step. */
    Map<String, Tensor> statistics() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (Player player : players) {
            player.optimizer()
                    .statistics()
                    .forEach((name, tensor) -> all.put(player.prefix() + name, tensor));
        }
        return all;
    }

    /**
     * Goes back to earlier statistics.
     *
     * @throws IllegalArgumentException if they do not fit; lists what does not
     */
    void loadStatistics(Map<String, Tensor> saved, long steps) {
        for (Player player : players) {
            Map<String, Tensor> own = new LinkedHashMap<>();
            saved.forEach(
                    (name, tensor) -> {
                        if (name.startsWith(player.prefix())) {
                            own.put(name.substring(player.prefix().length()), tensor);
                        }
                    });
            player.optimizer().load(own, steps);
        }
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
     * Before the first loss of a step. Where the model has buffers, which forward passes change,
     * what stops from here on leaves something that is neither before nor after a step.
     */
    void begin() {
        whole = model.arrays().size() == model.parameters().size();
    }

    /**
     * The update of a turn, and after the last one of the average. What stops in here leaves
     * something that is neither before nor after a step.
     *
     * @throws ArithmeticException if the gradients are no numbers; this turn changed nothing then
     */
    void update(int turn, double share) {
        boolean before = whole;
        whole = false;
        try {
            players.get(turn).optimizer().step(share);
        } catch (ArithmeticException e) {
            whole = before;
            throw e;
        }
        if (turn == players.size() - 1 && average != null) {
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
