package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import java.util.List;

/** One step of a recurrent network. Its state is a list of tensors with a row for each sequence. */
public abstract class RecurrentCell extends Layer {

    /**
     * W x for the inputs of one or of all steps; the rest of a step needs no more of them.
     *
     * @param x (rows, in)
     * @return (rows, width)
     */
    public abstract Tensor read(Tensor x);

    /** The state before the first step: zeros. */
    public abstract List<Tensor> start(long rows);

    /**
     * @param fromInput W x of this step, (B, width)
     * @param state as {@link #start} or the step before gave it
     * @return the state after it; its first tensor, (B, H), is what the network gives out
     */
    public abstract List<Tensor> step(Tensor fromInput, List<Tensor> state);
}
