package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Lstm;
import dev.vitrine.tensor.Recurrence;
import dev.vitrine.tensor.Recurrence.LstmState;
import dev.vitrine.tensor.Tensor;
import java.util.List;

/**
 * A long short-term memory whose four gates get I(W x, U h) from an {@link Integration} I. With
 * layer normalisation, what leaves the memory is normalised too: h' = σ(o) tanh(LN(c')). The state
 * is h and c.
 */
public final class LstmCell extends RecurrentCell {

    private final int hidden;
    private final Tensor inputKernel;
    private final Tensor stateKernel;
    private final Integration integration;
    private final Tensor cellGain; // null without layer normalisation
    private final Tensor cellBias;

    /**
     * @param in width of the input
     * @param hidden H, width of the state
     * @param kind what puts W x and U h together
     */
    public LstmCell(int in, int hidden, IntegrationKind kind, Initializer init) {
        this.hidden = hidden;
        double bound = 1 / Math.sqrt(hidden);
        inputKernel = parameter("input/kernel", init.uniform(bound, in, 4L * hidden));
        stateKernel = parameter("state/kernel", init.uniform(bound, hidden, 4L * hidden));
        integration = child("integration", kind.of(Lstm.forgetBias(hidden, init), init));
        boolean normed = kind == IntegrationKind.LAYER_NORM;
        cellGain = normed ? parameter("cell/scale", init.ones(hidden)) : null;
        cellBias = normed ? parameter("cell/bias", init.zeros(hidden)) : null;
    }

    @Override
    public Tensor read(Tensor x) {
        return x.matmul(inputKernel);
    }

    @Override
    public List<Tensor> start(long rows) {
        Tensor zeros = Tensor.zeros(inputKernel.dtype(), rows, hidden);
        return List.of(zeros, zeros);
    }

    @Override
    public List<Tensor> step(Tensor fromInput, List<Tensor> state) {
        Tensor gates = integration.of(fromInput, state.get(0).matmul(stateKernel));
        LstmState after = Recurrence.lstmCell(gates, state.get(1));
        if (cellGain == null) {
            return List.of(after.hidden(), after.cell());
        }
        Tensor open = gates.slice(1, 3L * hidden, 4L * hidden).sigmoid();
        Tensor normed =
                after.cell().layerNorm(cellGain, cellBias, LayerNormIntegration.EPSILON).tanh();
        return List.of(open.mul(normed), after.cell());
    }
}
