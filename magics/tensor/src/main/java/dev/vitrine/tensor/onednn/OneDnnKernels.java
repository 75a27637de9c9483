package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;
import dev.vitrine.tensor.java.JavaKernels;
import java.lang.ref.Reference;

/**
 * Primitives by oneDNN where it is the fastest way; the rest, and double precision, by portable
 * Java loops.
 */
final class OneDnnKernels extends JavaKernels {

    /** oneDNN computes in single precision here; empty views have nothing to point at. */
    private static boolean suits(View view) {
        return view.dtype() == DType.FLOAT && view.length() > 0;
    }

    /** Whether all views are floats. */
    private static boolean suits(View out, View... inputs) {
        boolean suits = suits(out);
        for (View input : inputs) {
            suits &= input.dtype() == DType.FLOAT;
        }
        return suits;
    }

    /** Products of fewer rows than this leave much of a processor's vector unit idle. */
    private static final long FEW_ROWS = 8;

    /** Floating-point operations that are worth another thread. */
    private static final double GRAIN = 1e6;

    @Override
    public void independently(long rows, double flops, Parallel.Body body) {
        Parallel.loop(rows, Math.max(FEW_ROWS, (long) Math.ceil(GRAIN / flops)), body);
    }

    @Override
    public void copy(View x, View out, boolean accumulate) {
        if (suits(out, x)) {
            FloatMapping.copy(x, out, accumulate);
        } else {
            super.copy(x, out, accumulate);
        }
    }

    @Override
    public void affine(View x, double scale, double shift, View out, boolean accumulate) {
        if (suits(out, x)) {
            FloatMapping.affine(x, (float) scale, (float) shift, out, accumulate);
        } else {
            super.affine(x, scale, shift, out, accumulate);
        }
    }

    @Override
    public void unary(Unary function, View x, View out) {
        if (!suits(x) || !Elementwise.has(function)) {
            super.unary(function, x, out);
            return;
        }
        Elementwise.forward(function, x, out);
        keep(x, out);
    }

    @Override
    public void unaryBackward(
            Unary function, View x, View y, View dy, View dx, boolean accumulate) {
        if (!suits(dx) || !Elementwise.has(function)) {
            super.unaryBackward(function, x, y, dy, dx, accumulate);
            return;
        }
        View argument = function.derivativeFromValue() ? y : x;
        Elementwise.backward(function, argument, dy, dx, accumulate);
        keep(argument, dy, dx);
    }

    @Override
    public void binary(Binary function, View a, View b, View out, boolean accumulate) {
        if (suits(out, a, b)) {
            FloatMapping.binary(function, a, b, out, accumulate);
        } else {
            super.binary(function, a, b, out, accumulate);
        }
    }

    @Override
    public void select(View condition, View a, View b, View out, boolean accumulate) {
        if (suits(out, condition, a, b)) {
            FloatMapping.select(condition, a, b, out, accumulate);
        } else {
            super.select(condition, a, b, out, accumulate);
        }
    }

    @Override
    public void reduce(Reduction reduction, View x, View out, boolean accumulate) {
        long rows = reduction == Reduction.SUM && suits(x) ? leadingRows(x, out) : 0;
        if (rows > 0) {
            ColumnSums.of(
                    x.reshape(rows, out.length()),
                    new Target(out.reshape(out.length()), accumulate));
        } else {
            super.reduce(reduction, x, out, accumulate);
        }
    }

    /**
     * Number of rows of the length of {@code out} that make up x, or 0 if the reduced axes are not
     * the first ones. A single sum is left to the other code, which adds up in double: added to one
     * float, the small terms of a large sum would be lost.
     */
    private static long leadingRows(View x, View out) {
        boolean kept = false;
        for (int axis = 0; axis < x.rank(); axis++) {
            boolean reduced = x.size(axis) != out.size(axis);
            if (reduced && kept) {
                return 0;
            }
            kept |= !reduced && x.size(axis) > 1;
        }
        boolean rows = out.length() > 1 && out.length() <= Integer.MAX_VALUE;
        return rows ? x.length() / out.length() : 0;
    }

    @Override
    public void matmul(
            View a,
            boolean transposeA,
            View b,
            boolean transposeB,
            View bias,
            Activation activation,
            View preActivation,
            View out,
            boolean accumulate) {
        boolean contiguousEnough = activation == Activation.NONE || out.isContiguous();
        if (!suits(a) || !suits(b) || !contiguousEnough) {
            super.matmul(
                    a, transposeA, b, transposeB, bias, activation, preActivation, out, accumulate);
            return;
        }
        Matmul.run(a, transposeA, b, transposeB, bias, activation, preActivation, out, accumulate);
        keep(a, b, bias, preActivation, out);
    }

    @Override
    public void activationBackward(
            Activation activation, View x, View y, View dy, View dpre, Target dbias) {
        if (!suits(dy)) {
            super.activationBackward(activation, x, y, dy, dpre, dbias);
            return;
        }
        if (activation != Activation.NONE) {
            View argument = activation.function().derivativeFromValue() ? y : x;
            ActivationGradient.run(activation.function(), argument, dy, dpre, dbias);
        } else if (dbias != null) {
            ColumnSums.of(dy, dbias);
        }
        keep(x, y, dy, dpre, view(dbias));
    }

    @Override
    public void softmax(View x, View out, boolean logarithm) {
        if (!suits(x)) {
            super.softmax(x, out, logarithm);
            return;
        }
        Softmax.forward(x, out, logarithm);
        keep(x, out);
    }

    @Override
    public void softmaxBackward(View y, View dy, View dx, boolean logarithm, boolean accumulate) {
        if (logarithm || !suits(y)) {
            super.softmaxBackward(y, dy, dx, logarithm, accumulate);
            return;
        }
        Softmax.backward(y, dy, dx, accumulate);
        keep(y, dy, dx);
    }

    @Override
    public void layerNorm(
            View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        if (!suits(x)) {
            super.layerNorm(x, scale, bias, eps, out, mean, rstd);
            return;
        }
        LayerNorm.forward(x, scale, bias, eps, out, mean, rstd);
        keep(x, scale, bias, out, mean, rstd);
    }

    @Override
    public void layerNormBackward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        if (!suits(x)) {
            super.layerNormBackward(x, scale, mean, rstd, dy, dx, dscale, dbias);
            return;
        }
        LayerNorm.backward(x, scale, mean, rstd, dy, dx, dscale, dbias);
        keep(x, scale, mean, rstd, dy, view(dx), view(dscale), view(dbias));
    }

    @Override
    public void groupNorm(
            View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        if (suits(x)) {
            GroupNorm.forward(x, scale, bias, eps, out, mean, rstd);
        } else {
            super.groupNorm(x, scale, bias, eps, out, mean, rstd);
        }
    }

    @Override
    public void groupNormBackward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        if (suits(x)) {
            GroupNorm.backward(x, scale, mean, rstd, dy, dx, dscale, dbias);
        } else {
            super.groupNormBackward(x, scale, mean, rstd, dy, dx, dscale, dbias);
        }
    }

    @Override
    public void attention(
            View q, View k, View v, double scale, AttentionMask mask, View out, View logSumExp) {
        if (!suits(q) || !suits(k) || !suits(v)) {
            super.attention(q, k, v, scale, mask, out, logSumExp);
            return;
        }
        Attention.forward(q, k, v, scale, mask, out, logSumExp);
        keep(q, k, v, out);
    }

    @Override
    public void attentionBackward(
            View q,
            View k,
            View v,
            double scale,
            AttentionMask mask,
            View out,
            View logSumExp,
            View dout,
            Target dq,
            Target dk,
            Target dv) {
        if (!suits(q) || !suits(k) || !suits(v)) {
            super.attentionBackward(q, k, v, scale, mask, out, logSumExp, dout, dq, dk, dv);
            return;
        }
        Attention.backward(q, k, v, scale, mask, out, logSumExp, dout, dq, dk, dv);
        keep(q, k, v, out, dout, view(dq), view(dk), view(dv));
    }

    @Override
    public void convolution(View x, View weight, View bias, Window window, Target out) {
        if (!suits(x)) {
            super.convolution(x, weight, bias, window, out);
            return;
        }
        Convolution.forward(x, weight, bias, window, out);
        keep(x, weight, bias, out.view());
    }

    @Override
    public void convolutionBackwardData(View dy, View weight, Window window, Target dx) {
        if (!suits(dy)) {
            super.convolutionBackwardData(dy, weight, window, dx);
            return;
        }
        Convolution.backwardData(dy, weight, window, dx);
        keep(dy, weight, dx.view());
    }

    @Override
    public void convolutionBackwardWeight(View x, View dy, Window window, Target dweight) {
        if (!suits(x)) {
            super.convolutionBackwardWeight(x, dy, window, dweight);
            return;
        }
        Convolution.backwardWeight(x, dy, window, dweight);
        keep(x, dy, dweight.view());
    }

    @Override
    public void lstmCell(View z, View cell, View next, View squashed, View hidden) {
        if (suits(cell)) {
            LstmLoops.forward(z, cell, next, squashed, hidden);
        } else {
            super.lstmCell(z, cell, next, squashed, hidden);
        }
    }

    @Override
    public void lstmCellBackward(View gates, View cell, View squashed, View dh, View dc, View dz) {
        if (suits(cell)) {
            LstmLoops.backward(gates, cell, squashed, dh, dc, dz);
        } else {
            super.lstmCellBackward(gates, cell, squashed, dh, dc, dz);
        }
    }

    @Override
    public void adamw(
            View parameter,
            View gradient,
            View m,
            View v,
            double learningRate,
            double beta1,
            double beta2,
            double eps,
            double decay,
            long step) {
        if (suits(parameter)) {
            FloatUpdates.adamw(
                    parameter, gradient, m, v, learningRate, beta1, beta2, eps, decay, step);
        } else {
            super.adamw(parameter, gradient, m, v, learningRate, beta1, beta2, eps, decay, step);
        }
    }

    @Override
    public void sgd(
            View parameter,
            View gradient,
            View velocity,
            double learningRate,
            double momentum,
            boolean nesterov,
            double decay) {
        if (suits(parameter)) {
            FloatUpdates.sgd(
                    parameter, gradient, velocity, learningRate, momentum, nesterov, decay);
        } else {
            super.sgd(parameter, gradient, velocity, learningRate, momentum, nesterov, decay);
        }
    }

    @Override
    public void lion(
            View parameter,
            View gradient,
            View m,
            double learningRate,
            double beta1,
            double beta2,
            double decay) {
        if (suits(parameter)) {
            FloatUpdates.lion(parameter, gradient, m, learningRate, beta1, beta2, decay);
        } else {
            super.lion(parameter, gradient, m, learningRate, beta1, beta2, decay);
        }
    }

    private static View view(Target target) {
        return target == null ? null : target.view();
    }

    /** Native code saw addresses only: keeps the memory from being collected until here. */
    private static void keep(View... views) {
        for (View view : views) {
            Reference.reachabilityFence(view == null ? null : view.storage());
        }
        Reference.reachabilityFence(views);
    }
}
