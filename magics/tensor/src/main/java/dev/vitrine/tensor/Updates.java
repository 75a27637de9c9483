package dev.vitrine.tensor;

import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * In-place updates of parameters, off the tape. All tensors of a call have one shape, type and
 * device.
 */
public final class Updates {

    private Updates() {}

    /**
     * One step of AdamW; see {@link Kernels#adamw} for the formula.
     *
     * @param m running mean of the gradient, zeros before the first step
     * @param v running mean of its square, zeros before the first step
     * @param decay share of the parameter to take away; absolute, so multiply it by the learning
     *     rate yourself where the recipe means that
     * @param step counts from 1
     */
    public static void adamw(
            Tensor parameter,
            Tensor gradient,
            Tensor m,
            Tensor v,
            double learningRate,
            double beta1,
            double beta2,
            double eps,
            double decay,
            long step) {
        if (step < 1) {
            throw new IllegalArgumentException("adamw: steps count from 1, was " + step);
        }
        requireAlike("adamw", parameter, gradient, m, v);
        Profiler.run(
                "adamw",
                Profile.Phase.UPDATE,
                () ->
                        parameter
                                .device()
                                .kernels()
                                .adamw(
                                        parameter.view(),
                                        gradient.view(),
                                        m.view(),
                                        v.view(),
                                        learningRate,
                                        beta1,
                                        beta2,
                                        eps,
                                        decay,
                                        step));
        Reference.reachabilityFence(new Tensor[] {parameter, gradient, m, v});
    }

    /**
     * One step of SGD; see {@link Kernels#sgd} for the formula.
     *
     * @param velocity zeros before the first step; null if momentum is 0
     * @param decay share of the parameter to take away, absolute
     */
    public static void sgd(
            Tensor parameter,
            Tensor gradient,
            Tensor velocity,
            double learningRate,
            double momentum,
            boolean nesterov,
            double decay) {
        if ((velocity == null) != (momentum == 0)) {
            throw new IllegalArgumentException(
                    "sgd: momentum "
                            + momentum
                            + (velocity == null ? " without" : " with")
                            + " a velocity");
        }
        if (velocity == null) {
            requireAlike("sgd", parameter, gradient);
        } else {
            requireAlike("sgd", parameter, gradient, velocity);
        }
        Profiler.run(
                "sgd",
                Profile.Phase.UPDATE,
                () ->
                        parameter
                                .device()
                                .kernels()
                                .sgd(
                                        parameter.view(),
                                        gradient.view(),
                                        velocity == null ? null : velocity.view(),
                                        learningRate,
                                        momentum,
                                        nesterov,
                                        decay));
        Reference.reachabilityFence(new Tensor[] {parameter, gradient, velocity});
    }

    /**
     * One step of Lion; see {@link Kernels#lion} for the formula.
     *
     * @param m running mean of the gradient, zeros before the first step
     * @param decay share of the parameter to take away, absolute
     */
    public static void lion(
            Tensor parameter,
            Tensor gradient,
            Tensor m,
            double learningRate,
            double beta1,
            double beta2,
            double decay) {
        requireAlike("lion", parameter, gradient, m);
        Profiler.run(
                "lion",
                Profile.Phase.UPDATE,
                () ->
                        parameter
                                .device()
                                .kernels()
                                .lion(
                                        parameter.view(),
                                        gradient.view(),
                                        m.view(),
                                        learningRate,
                                        beta1,
                                        beta2,
                                        decay));
        Reference.reachabilityFence(new Tensor[] {parameter, gradient, m});
    }

    /** Multiplies in place, as gradient clipping does. */
    public static void scale(Tensor tensor, double factor) {
        tensor.device().kernels().affine(tensor.view(), factor, 0, tensor.view(), false);
        Reference.reachabilityFence(tensor);
    }

    /**
     * Replaces the values of a tensor by those of another of the same shape and type, which may be
     * on another device.
     */
    public static void copy(Tensor from, Tensor to) {
        if (from.device() == to.device()) {
            requireAlike("copy", from, to);
            to.device().kernels().copy(from.view(), to.view(), false);
        } else {
            requireSameSize("copy", from, to);
            Transfer.copy(from.view(), to.view());
        }
        Reference.reachabilityFence(from);
        Reference.reachabilityFence(to);
    }

    /** to = to factor + from (1 - factor): an exponential moving average. */
    public static void average(Tensor to, Tensor from, double factor) {
        requireAlike("average", to, from);
        Kernels kernels = to.device().kernels();
        kernels.affine(to.view(), factor, 0, to.view(), false);
        kernels.affine(from.view(), 1 - factor, 0, to.view(), true);
        Reference.reachabilityFence(from);
        Reference.reachabilityFence(to);
    }

    /** Sum of the squares of all elements. */
    public static double sumOfSquares(Tensor tensor) {
        Kernels kernels = tensor.device().kernels();
        Storage sum = kernels.allocate(tensor.dtype(), 1);
        try {
            kernels.reduce(
                    Reduction.SUM_OF_SQUARES,
                    tensor.view().reshape(tensor.length()),
                    View.of(sum, 0, 1),
                    false);
            return sum.get(0);
        } finally {
            sum.release();
            Reference.reachabilityFence(tensor);
        }
    }

    /**
     * out = mean of the squares of x over the axes along which {@code out} has size 1, plus a
     * constant.
     *
     * @param out of the rank of x; each size 1 or that of x
     */
    public static void meanOfSquares(Tensor x, double plus, Tensor out) {
        requireReduced(x, out);
        Kernels kernels = x.device().kernels();
        kernels.reduce(Reduction.SUM_OF_SQUARES, x.view(), out.view(), false);
        double share = (double) out.length() / Math.max(1, x.length());
        kernels.affine(out.view(), share, plus, out.view(), false);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(out);
    }

    private static void requireReduced(Tensor x, Tensor out) {
        boolean fits =
                x.rank() == out.rank() && x.dtype() == out.dtype() && x.device() == out.device();
        for (int axis = 0; fits && axis < x.rank(); axis++) {
            fits = out.size(axis) == 1 || out.size(axis) == x.size(axis);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "meanOfSquares: " + describe(x) + " does not reduce to " + describe(out));
        }
    }

    private static void requireAlike(String name, Tensor first, Tensor... others) {
        for (Tensor other : others) {
            if (first.device() != other.device()) {
                throw unlike(name, first, other);
            }
            requireSameSize(name, first, other);
        }
    }

    private static void requireSameSize(String name, Tensor first, Tensor other) {
        if (!Arrays.equals(first.view().shape(), other.view().shape())
                || first.dtype() != other.dtype()) {
            throw unlike(name, first, other);
        }
    }

    private static IllegalArgumentException unlike(String name, Tensor first, Tensor other) {
        return new IllegalArgumentException(
                name
                        + ": all tensors must be alike, but one is "
                        + describe(first)
                        + " and another "
                        + describe(other));
    }

    private static String describe(Tensor tensor) {
        return tensor.dtype() + Shape.text(tensor.view().shape()) + " on " + tensor.device();
    }
}
