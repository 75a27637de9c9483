package dev.vitrine.tensor;

import dev.vitrine.tensor.op.GroupNorm;
import dev.vitrine.tensor.op.RmsNorm;
import java.lang.ref.Reference;
import java.util.stream.Stream;

/**
 * Normalisations beside {@link Tensor#layerNorm}. Channels are the last axis; variances are biased,
 * as everywhere in deep learning.
 */
public final class Normalization {

    private Normalization() {}

    /**
     * Averages of a batch normalisation over the batches seen, for use when it is trained.
     *
     * @param mean (channels,), zeros at first; updated in place
     * @param variance (channels,), ones at first; updated in place
     * @param momentum share in (0, 1] of a new batch; 0.1 in PyTorch
     */
    public record RunningStatistics(Tensor mean, Tensor variance, double momentum) {

        public RunningStatistics {
            if (!(momentum > 0 && momentum <= 1)) {
                throw new IllegalArgumentException(
                        "the momentum must be above 0 and at most 1, was " + momentum);
            }
        }

        /** Of nothing yet. */
        public static RunningStatistics of(long channels, double momentum) {
            return new RunningStatistics(Tensor.zeros(channels), Tensor.ones(channels), momentum);
        }
    }

    /**
     * Root-mean-square normalisation over the last axis (Zhang and Sennrich, arXiv 1910.07467).
     *
     * @param scale (n,) or null for ones
     */
    public static Tensor rmsNorm(Tensor x, Tensor scale, double eps) {
        return scale == null
                ? Tensor.apply(new RmsNorm(false, eps), x)
                : Tensor.apply(new RmsNorm(true, eps), x, scale);
    }

    /**
     * Group normalisation (Wu and He, arXiv 1803.08494) of each example over all places and the
     * channels of a group. As many groups as channels make it instance normalisation.
     *
     * @param x (B, …, C)
     * @param groups a divisor of C
     * @param scale (C,) or null for ones
     * @param bias (C,) or null for zeros
     */
    public static Tensor groupNorm(Tensor x, int groups, Tensor scale, Tensor bias, double eps) {
        if (groups < 1) {
            throw new IllegalArgumentException("groupNorm: needs 1 group or more, not " + groups);
        }
        return apply(
                new GroupNorm(groups, false, scale != null, bias != null, eps, null),
                x,
                scale,
                bias);
    }

    /**
     * Batch normalisation in training (Ioffe and Szegedy, arXiv 1502.03167): each channel over all
     * examples and places. Moves the running averages, the variance towards the unbiased one, as
     * PyTorch does.
     *
     * @param x (B, …, C)
     * @param scale (C,) or null for ones
     * @param bias (C,) or null for zeros
     * @param running or null
     */
    public static Tensor batchNorm(
            Tensor x, Tensor scale, Tensor bias, double eps, RunningStatistics running) {
        GroupNorm.Running views =
                running == null
                        ? null
                        : new GroupNorm.Running(
                                running.mean().view(),
                                running.variance().view(),
                                running.momentum());
        Tensor y =
                apply(
                        new GroupNorm(0, true, scale != null, bias != null, eps, views),
                        x,
                        scale,
                        bias);
        Reference.reachabilityFence(running);
        return y;
    }

    /** Batch normalisation with the averages of training. */
    public static Tensor batchNormTrained(
            Tensor x, Tensor scale, Tensor bias, double eps, RunningStatistics running) {
        Tensor rate = running.variance().detach().add(eps).pow(-0.5);
        Tensor factor = scale == null ? rate : rate.mul(scale);
        Tensor shift = running.mean().detach().mul(factor).neg();
        return x.mul(factor).add(bias == null ? shift : shift.add(bias));
    }

    /**
     * Weight standardisation (Qiao et al., arXiv 1903.10520): the weights of each output channel,
     * the last axis, with mean 0 and variance 1.
     *
     * @param weight (…, out)
     * @param eps added to the variance; 1e-10 in BiT
     */
    public static Tensor weightStandardize(Tensor weight, double eps) {
        return batchNorm(weight, null, null, eps, null);
    }

    private static Tensor apply(GroupNorm operation, Tensor x, Tensor scale, Tensor bias) {
        return Tensor.apply(
                operation, Stream.of(x, scale, bias).filter(t -> t != null).toArray(Tensor[]::new));
    }
}
