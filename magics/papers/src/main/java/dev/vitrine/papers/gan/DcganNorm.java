package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.BatchNorm;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Tensor;

/** DCGAN's initial values and its batch norm. */
final class DcganNorm {

    /** Deviation of kernels and gains at the start. */
    static final double DEVIATION = 0.02;

    private static final double EPSILON = 1e-8;
    private static final double MOMENTUM = 0.1;

    private DcganNorm() {}

    /** Batch norm with gains of N(1, 0.02) and biases of 0. */
    static BatchNorm of(long channels, Initializer init) {
        Tensor gain = init.normal(DEVIATION, channels).detach().add(1).detach().requiresGrad(true);
        return new BatchNorm(gain, init.zeros(channels), EPSILON, MOMENTUM);
    }
}
