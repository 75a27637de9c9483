package dev.vitrine.tensor;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A segment of a model whose intermediate results are not kept for the way back, but computed again
 * there from the segment's input (activation checkpointing; Chen et al., "Training Deep Nets with
 * Sublinear Memory Cost", arXiv 1604.06174). Memory for the activations of many equal segments in a
 * row falls to their inputs and one segment's activations; time grows by the second forward pass, a
 * third of a training step.
 *
 * <p>Values and gradients are the same to the last bit as without, dropout included.
 */
public final class Recomputation implements Operation {

    private final UnaryOperator<Tensor> segment;
    private final Philox random;
    private final Device device;
    private Philox.State start;
    private View input;

    private Recomputation(UnaryOperator<Tensor> segment, Philox random, Device device) {
        this.segment = segment;
        this.device = device;
        this.random = random;
    }

    /**
     * {@code segment.apply(x)}, with nothing kept but x.
     *
     * @param segment computes the same each time for the same numbers from {@code random}; changes
     *     nothing outside, since it runs once more on the way back
     * @param random where the segment draws from, for dropout; null if it draws nothing
     * @param parameters leaves that the segment uses; those that are not named get no gradient
     *     unless x or a named one wants one
     * @throws IllegalArgumentException if a parameter was computed by an operation
     */
    public static Tensor of(
            UnaryOperator<Tensor> segment, Philox random, Collection<Tensor> parameters, Tensor x) {
        for (Tensor parameter : parameters) {
            if (parameter.onTape() && !parameter.node().isLeaf()) {
                throw new IllegalArgumentException(
                        "recomputation: parameters must be leaves, one of shape "
                                + Shape.text(parameter.shape())
                                + " was computed by "
                                + parameter.node().operation.name());
            }
        }
        Tensor[] inputs = Stream.concat(Stream.of(x), parameters.stream()).toArray(Tensor[]::new);
        boolean recording = Tape.isOn() && Arrays.stream(inputs).anyMatch(Tensor::onTape);
        return recording
                ? Tensor.apply(new Recomputation(segment, random, x.device()), inputs)
                : segment.apply(x);
    }

    @Override
    public String name() {
        return "recomputation";
    }

    @Override
    @SuppressWarnings("try") // the resources are only closed
    public View forward(Forward f) {
        input = f.save(f.input(0));
        start = random == null ? null : random.state();
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            return f.adopt(segment.apply(Tensor.sharing(device, input)).view());
        }
    }

    /** Runs the segment again, this time with its tape, and goes back along that. */
    @Override
    @SuppressWarnings("try") // the resources are only closed
    public void backward(Backward b) {
        Philox.State now = random == null ? null : random.state();
        if (random != null) {
            random.restore(start);
        }
        try (Tape on = Tape.on();
                Scope scope = Scope.open()) {
            Tensor x = Tensor.sharing(device, input).requiresGrad(b.needs(0));
            Tensor y = segment.apply(x);
            if (y.onTape()) {
                Tape.backward(y.node(), b.gradient());
            }
            if (b.needs(0)) {
                Target dx = b.target(0);
                if (x.grad() != null) {
                    b.kernels().copy(x.grad().view(), dx.view(), dx.accumulate());
                } else if (!dx.accumulate()) {
                    b.kernels().fill(dx.view(), 0);
                }
            }
        } finally {
            if (random != null) {
                random.restore(now);
            }
        }
    }
}
