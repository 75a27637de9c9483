package dev.vitrine.bench;

import dev.vitrine.tensor.Tensor;
import java.util.List;

/**
 * A model that both sides train, or only run.
 *
 * @param name as printed
 * @param inputs what every step gets
 * @param weights in the order of use
 * @param phases of a training step, each a loss with its backward pass and its update
 * @param script the losses in TorchScript: methods that take inputs and weights, {@code (self, x:
 *     List[Tensor], w: List[Tensor]) -> Tensor}, and what they call
 */
record Model(
        String name, List<Array> inputs, List<Array> weights, List<Phase> phases, String script) {

    /** A loss of the inputs and the weights. */
    @FunctionalInterface
    interface Loss {
        Tensor of(List<Tensor> inputs, List<Tensor> weights);
    }

    /**
     * Part of a training step.
     *
     * @param loss on Vitrine
     * @param method the same in the script
     * @param from first weight that it updates
     * @param to the one after the last
     */
    record Phase(Loss loss, String method, int from, int to) {}

    /** With one loss, {@code forward} in the script, that trains all weights. */
    static Model of(String name, Array input, Weights weights, Loss loss, String script) {
        Phase phase = new Phase(loss, "forward", 0, weights.size());
        return new Model(name, List.of(input), weights.list(), List.of(phase), script);
    }
}
