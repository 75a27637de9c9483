package dev.vitrine.learn.nn;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Normalization.RunningStatistics;
import dev.vitrine.tensor.Tensor;

/**
 * Normalises each channel over all examples and places of a batch to mean 0 and variance 1, then
 * scales and shifts it (Ioffe and Szegedy, arXiv 1502.03167). Outside of training it uses running
 * averages of the batches seen, which are buffers: examples do not depend on each other then.
 */
public final class BatchNorm extends Layer {

    private final double epsilon;
    private final Tensor scale;
    private final Tensor bias;
    private final RunningStatistics running;

    /**
     * Scale 1 and bias 0 at the start.
     *
     * @param epsilon added to the variance
     * @param momentum share in (0, 1] of a new batch in the running averages; 0.1 in PyTorch
     */
    public BatchNorm(int channels, double epsilon, double momentum, Initializer init) {
        this(init.ones(channels), init.zeros(channels), epsilon, momentum);
    }

    /**
     * @param scale (channels,), becomes a parameter
     * @param bias (channels,), becomes a parameter
     * @param epsilon added to the variance
     * @param momentum share in (0, 1] of a new batch in the running averages
     */
    public BatchNorm(Tensor scale, Tensor bias, double epsilon, double momentum) {
        this.epsilon = epsilon;
        this.scale = parameter("scale", scale);
        this.bias = parameter("bias", bias);
        DType dtype = scale.dtype();
        long channels = scale.size(0);
        running =
                new RunningStatistics(
                        buffer("mean", Tensor.zeros(dtype, channels)),
                        buffer("variance", Tensor.full(dtype, 1, channels)),
                        momentum);
    }

    /**
     * While training, moves the running averages.
     *
     * @param x (B, ..., channels)
     * @return the same shape
     */
    public Tensor forward(Tensor x) {
        return isTraining()
                ? Normalization.batchNorm(x, scale, bias, epsilon, running)
                : Normalization.batchNormTrained(x, scale, bias, epsilon, running);
    }
}
