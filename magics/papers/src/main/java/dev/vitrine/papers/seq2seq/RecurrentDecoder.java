package dev.vitrine.papers.seq2seq;

import dev.vitrine.learn.sequence.IncrementalDecoder;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** A recurrent network that writes: it keeps some tensors with a row for each sentence. */
final class RecurrentDecoder implements IncrementalDecoder {

    /**
     * What one more token leads to.
     *
     * @param logits (rows, V)
     * @param state what is kept after it
     */
    record Step(Tensor logits, List<Tensor> state) {}

    /** Reads one more token of every row. */
    @FunctionalInterface
    interface Stepper {
        Step step(int[] tokens, List<Tensor> state);
    }

    private final Stepper stepper;
    private List<Tensor> state;

    /**
     * @param start computes what is kept before the first token
     */
    @SuppressWarnings("try") // the resources are only closed
    RecurrentDecoder(Supplier<List<Tensor>> start, Stepper stepper) {
        this.stepper = stepper;
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            state = List.copyOf(start.get());
            state.forEach(scope::keep);
        }
    }

    @Override
    @SuppressWarnings("try") // the resources are only closed
    public Tensor next(int... tokens) {
        long rows = state.get(0).size(0);
        if (tokens.length != rows) {
            throw new IllegalArgumentException(
                    "decoder: %d tokens for %d rows".formatted(tokens.length, rows));
        }
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            Step step = stepper.step(tokens, state);
            step.state().forEach(scope::keep);
            replace(step.state());
            return scope.keep(step.logits());
        }
    }

    @Override
    @SuppressWarnings("try") // the resource is only closed
    public void select(int... rows) {
        try (Tape off = Tape.off()) {
            replace(state.stream().map(tensor -> tensor.indexSelect(0, rows)).toList());
        }
    }

    private void replace(List<Tensor> later) {
        for (Tensor before : state) {
            if (later.stream().noneMatch(tensor -> tensor == before)) {
                before.close();
            }
        }
        state = List.copyOf(later);
    }
}
