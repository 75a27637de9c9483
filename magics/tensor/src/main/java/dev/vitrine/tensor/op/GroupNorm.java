package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * Over all places and the channels of a group, the channels being the last axis: y = n scale + bias
 * with n = (x - mean) r, r = 1 / sqrt(variance + eps); for each example on its own (group
 * normalisation, Wu and He, arXiv 1803.08494), or over all of them with every channel a group
 * (batch normalisation, Ioffe and Szegedy, arXiv 1502.03167).
 *
 * <p>With g = dy scale and means over the group: dx = r (g - mean(g) - n mean(g n)); dscale = sum
 * of dy n, dbias = sum of dy, over all but the channels.
 */
public final class GroupNorm implements Operation {

    private final int groups;
    private final boolean joint;
    private final boolean scaled;
    private final boolean biased;
    private final double eps;
    private final Running running;
    private View x;
    private View scale;
    private View mean;
    private View rstd;

    /**
     * Running averages over batches that the forward pass moves by a share {@code momentum} towards
     * this batch's mean and unbiased variance, both (channels,).
     */
    public record Running(View mean, View variance, double momentum) {}

    /**
     * Inputs are x (B, …, C), then scale (C,) if there is one, then bias (C,) if there is one.
     *
     * @param groups of channels; 0 for as many as channels
     * @param joint whether the examples are normalised together
     * @param running or null
     */
    public GroupNorm(
            int groups,
            boolean joint,
            boolean scaled,
            boolean biased,
            double eps,
            Running running) {
        this.groups = groups;
        this.joint = joint;
        this.scaled = scaled;
        this.biased = biased;
        this.eps = eps;
        this.running = running;
    }

    @Override
    public String name() {
        return joint ? "batchNorm" : "groupNorm";
    }

    @Override
    public View forward(Forward f) {
        View input = f.input(0);
        long channels = input.rank() < 2 ? 0 : input.size(-1);
        if (groups < 0 || channels == 0 || groups > 0 && channels % groups != 0) {
            throw new IllegalArgumentException(
                    name()
                            + ": the channels, the last axis of shape "
                            + Shape.text(input.shape())
                            + ", do not divide into "
                            + groups
                            + " groups");
        }
        x = f.save(places(input));
        scale = scaled ? f.save(parameter("scale", f.input(1))) : null;
        View bias = biased ? parameter("bias", f.input(scaled ? 2 : 1)) : null;
        mean = f.save(f.allocate(x.size(0), groups()));
        rstd = f.save(f.allocate(x.size(0), groups()));
        View y = f.allocate(input.shape());
        f.kernels().groupNorm(x, scale, bias, eps, places(y), mean, rstd);
        if (running != null) {
            follow(f);
        }
        return y;
    }

    private long groups() {
        return groups == 0 ? x.size(2) : groups;
    }

    /** As (examples, places, channels). */
    private View places(View images) {
        long examples = joint ? 1 : images.size(0);
        long channels = images.size(-1);
        long places = examples == 0 ? 0 : images.length() / examples / channels;
        return images.reshape(examples, places, channels);
    }

    private void follow(Forward f) {
        Kernels kernels = f.kernels();
        long n = x.size(1);
        double momentum = running.momentum();
        View variance = f.allocate(rstd.length());
        kernels.power(rstd.reshape(rstd.length()), -2, variance);
        double unbiased = momentum * n / Math.max(1, n - 1);
        kernels.affine(running.mean(), 1 - momentum, 0, running.mean(), false);
        kernels.affine(mean.reshape(mean.length()), momentum, 0, running.mean(), true);
        kernels.affine(running.variance(), 1 - momentum, 0, running.variance(), false);
        kernels.affine(variance, unbiased, -eps * unbiased, running.variance(), true);
    }

    @Override
    public void backward(Backward b) {
        Target dscale = scaled ? b.targetOrNull(1) : null;
        Target dbias = biased ? b.targetOrNull(scaled ? 2 : 1) : null;
        Target dx = b.targetOrNull(0);
        Target dxPlaces =
                dx == null ? null : new Target(dx.view().reshape(x.shape()), dx.accumulate());
        View dy = b.gradient().reshape(x.shape());
        b.kernels().groupNormBackward(x, scale, mean, rstd, dy, dxPlaces, dscale, dbias);
    }

    private View parameter(String which, View view) {
        if (view.rank() != 1 || view.size(0) != x.size(2)) {
            throw new IllegalArgumentException(
                    name()
                            + ": "
                            + which
                            + " must be ("
                            + x.size(2)
                            + ",), has shape "
                            + Shape.text(view.shape()));
        }
        return view;
    }
}
