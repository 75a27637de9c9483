package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Recurrence;
import dev.vitrine.tensor.Recurrence.LstmOutput;
import dev.vitrine.tensor.Recurrence.LstmState;
import dev.vitrine.tensor.Tensor;

/**
 * A layer of long short-term memory without peepholes (Hochreiter and Schmidhuber 1997, with the
 * forget gate of Gers et al. 2000): i, f, o = σ(x Wx + h Wh + b), g = tanh(x Wx + h Wh + b), c' = f
 * c + i g, h' = o tanh(c'), each gate with weights of its own.
 *
 * <p>Weights start uniform in ±1 / √H; the bias of the forget gate starts at 1, so that the memory
 * keeps what it has, the others at 0.
 */
public final class Lstm extends Layer {

    private final int hidden;
    private final Tensor inputKernel;
    private final Tensor stateKernel;
    private final Tensor bias;

    /**
     * @param in width of the input
     * @param hidden H, width of the state and output
     */
    public Lstm(int in, int hidden, Initializer init) {
        this.hidden = hidden;
        double bound = 1 / Math.sqrt(hidden);
        inputKernel = parameter("input/kernel", init.uniform(bound, in, 4L * hidden));
        stateKernel = parameter("state/kernel", init.uniform(bound, hidden, 4L * hidden));
        bias = parameter("bias", forgetBias(hidden, init));
    }

    /** The bias that a layer starts with: 1 for the forget gate, else 0; (4 H). */
    public static Tensor forgetBias(int hidden, Initializer init) {
        return Tensor.concat(0, init.zeros(hidden), init.ones(hidden), init.zeros(2L * hidden))
                .detach()
                .requiresGrad(true);
    }

    /**
     * Reads whole sequences.
     *
     * @param x (B, T, in)
     * @param start state before the first step, null for zeros
     * @param lengths of the sequences: the state stays as it is where a sequence has ended
     * @return outputs (B, T, H), those after the end of a sequence without meaning; and the state
     *     after the last step of each
     */
    public LstmOutput forward(Tensor x, LstmState start, int... lengths) {
        return Recurrence.lstm(x, inputKernel, stateKernel, bias, start, lengths);
    }

    /**
     * Reads one more step.
     *
     * @param x (B, in)
     */
    public LstmState step(Tensor x, LstmState state) {
        Tensor gates = x.linear(inputKernel, bias).add(state.hidden().matmul(stateKernel));
        return Recurrence.lstmCell(gates, state.cell());
    }

    /** H. */
    public int hidden() {
        return hidden;
    }
}
