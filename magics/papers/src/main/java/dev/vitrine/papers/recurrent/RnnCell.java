package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Tensor;
import java.util.List;

/** h' = tanh(I(W x, U h)), with an {@link Integration} I. */
public final class RnnCell extends RecurrentCell {

    private final int hidden;
    private final Tensor inputKernel;
    private final Tensor stateKernel;
    private final Integration integration;

    /**
     * @param in width of the input
     * @param hidden H, width of the state
     * @param kind what puts W x and U h together
     */
    public RnnCell(int in, int hidden, IntegrationKind kind, Initializer init) {
        this.hidden = hidden;
        double bound = 1 / Math.sqrt(hidden);
        inputKernel = parameter("input/kernel", init.uniform(bound, in, hidden));
        stateKernel = parameter("state/kernel", init.uniform(bound, hidden, hidden));
        integration = child("integration", kind.of(init.zeros(hidden), init));
    }

    @Override
    public Tensor read(Tensor x) {
        return x.matmul(inputKernel);
    }

    @Override
    public List<Tensor> start(long rows) {
        return List.of(Tensor.zeros(inputKernel.dtype(), rows, hidden));
    }

    @Override
    public List<Tensor> step(Tensor fromInput, List<Tensor> state) {
        return List.of(integration.of(fromInput, state.get(0).matmul(stateKernel)).tanh());
    }
}
