package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Normalization.RunningStatistics;
import dev.vitrine.tensor.Tensor;

/**
 * BN(W x; g, b) + U h: what is read is normalised over the batch while training, and by running
 * averages afterwards. The rival of layer normalisation, which needs no batch.
 */
public final class BatchNormIntegration extends Integration {

    private static final double MOMENTUM = 0.01;

    private final Tensor gain;
    private final Tensor bias;
    private final RunningStatistics running;

    /**
     * @param bias b at the start, (width); becomes a parameter
     */
    public BatchNormIntegration(Tensor bias, Initializer init) {
        long width = bias.size(0);
        gain = parameter("input/scale", init.ones(width));
        this.bias = parameter("bias", bias);
        running =
                new RunningStatistics(
                        buffer("input/mean", Tensor.zeros(bias.dtype(), width)),
                        buffer("input/variance", Tensor.full(bias.dtype(), 1, width)),
                        MOMENTUM);
    }

    @Override
    public Tensor of(Tensor fromInput, Tensor fromState) {
        Tensor normed =
                isTraining()
                        ? Normalization.batchNorm(
                                fromInput, gain, bias, LayerNormIntegration.EPSILON, running)
                        : Normalization.batchNormTrained(
                                fromInput, gain, bias, LayerNormIntegration.EPSILON, running);
        return normed.add(fromState);
    }
}
