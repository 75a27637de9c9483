package dev.vitrine.learn.train;

import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.Splittable;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a run goes through, and what it makes small.
 *
 * @param turns whose losses are made small, in the order of a step
 */
record Objective<B extends Splittable<B>>(BatchSource<B> source, List<Turn<B>> turns) {

    Objective {
        turns = List.copyOf(turns);
    }

    /**
     * A part of a batch.
     *
     * @param share of the batch's loss that the part makes up, 0 to 1
     * @param loss computes the part's own mean loss
     */
    record Part(double share, Supplier<Tensor> loss) {}

    /** The batch of a step in so many parts, for each turn. */
    List<List<Part>> parts(long step, int count) {
        B batch = source.at(step);
        List<B> split = count == 1 ? List.of(batch) : batch.split(count);
        return turns.stream()
                .map(
                        turn ->
                                split.stream()
                                        .map(
                                                part ->
                                                        new Part(
                                                                part.weight() / batch.weight(),
                                                                () -> turn.loss().apply(part)))
                                        .toList())
                .toList();
    }

    /** What the losses are called. */
    List<String> names() {
        return turns.stream().map(Turn::name).toList();
    }
}
