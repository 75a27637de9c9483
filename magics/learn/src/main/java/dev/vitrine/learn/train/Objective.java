package dev.vitrine.learn.train;

import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.Splittable;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a run goes through, and what it makes small.
 *
 * @param loss of a batch, a scalar that remembers how it came about
 */
record Objective<B extends Splittable<B>>(BatchSource<B> source, Function<? super B, Tensor> loss) {

    /**
     * A part of a batch.
     *
     * @param share of the batch's loss that the part makes up, 0 to 1
     * @param loss computes the part's own mean loss
     */
    record Part(double share, Supplier<Tensor> loss) {}

    /** The batch of a step in so many parts. */
    List<Part> parts(long step, int count) {
        B batch = source.at(step);
        List<B> split = count == 1 ? List.of(batch) : batch.split(count);
        return split.stream()
                .map(part -> new Part(part.weight() / batch.weight(), () -> loss.apply(part)))
                .toList();
    }
}
