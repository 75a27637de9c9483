package dev.vitrine.tensor.nd4j;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;
import dev.vitrine.tensor.Window;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The primitives by ND4J's operations alone, on whichever ND4J backend is on the class path.
 *
 * <p>One operation each: fill, copy, the arithmetic, sum, mean, max, argmax, matmul, softmax,
 * gather, scatter-add, select, cumulative sum. Composed of several: what accumulates (a temporary
 * array is added), bias and activation of a product, convolution and pooling ({@link
 * SlidingWindows}), layer and group normalisation, attention (two products and a softmax), the
 * cross-entropies, the optimizers' updates, and all gradients. Random numbers for dropout are
 * Philox's, made on the host and copied; rows are sorted on the host too.
 */
public final class Nd4jKernels implements Kernels {

    /** Subtracted from the scores of keys that a query does not see. */
    private static final double HIDDEN = 1e9;

    private final Nd4jMemory memory;

    /**
     * @param ownedMemory whether ND4J allocates the memory, as it must for a GPU; else it comes
     *     from our pool
     */
    public Nd4jKernels(boolean ownedMemory) {
        memory = new Nd4jMemory(ownedMemory);
    }

    @Override
    public Storage allocate(DType dtype, long length) {
        return memory.allocate(dtype, length);
    }

    INDArray array(View view) {
        return memory.array(view);
    }

    @Override
    public void fill(View out, double value) {
        if (out.length() > 0) {
            array(out).assign(value);
        }
    }

    @Override
    public void copy(View x, View out, boolean accumulate) {
        if (out.length() == 0) {
            return;
        }
        INDArray from = array(x);
        INDArray to = array(out);
        if (accumulate) {
            to.addi(x.dtype() == out.dtype() ? from : from.castTo(to.dataType()));
        } else {
            to.assign(from);
        }
    }

    @Override
    public void affine(View x, double scale, double shift, View out, boolean accumulate) {
        if (out.length() == 0) {
            return;
        }
        INDArray to = array(out);
        INDArray result = accumulate ? array(x).mul(scale) : array(x).mul(scale, to);
        if (shift != 0) {
            result.addi(shift);
        }
        if (accumulate) {
            to.addi(result);
        }
    }

    @Override
    public void power(View x, double exponent, View out) {
        if (out.length() > 0) {
            Nd4j.getExecutioner().exec(new Pow(array(x), array(out), exponent));
        }
    }

    @Override
    public void unary(Unary function, View x, View out) {
        if (out.length() > 0) {
            Functions.apply(function, array(x), array(out));
        }
    }

    @Override
    public void unaryBackward(
            Unary function, View x, View y, View dy, View dx, boolean accumulate) {
        if (dx.length() == 0) {
            return;
        }
        INDArray slope =
                Functions.derivative(function, array(function.derivativeFromValue() ? y : x));
        put(slope.muli(array(dy)), dx, accumulate);
    }

    /** Writes or adds a temporary result. */
    void put(INDArray result, View out, boolean accumulate) {
        INDArray to = array(out);
        INDArray shaped = result.rank() == to.rank() ? result : result.reshape(to.shape());
        if (accumulate) {
            to.addi(shaped);
        } else {
            to.assign(shaped);
        }
    }

    private void put(INDArray result, Target target) {
        put(result, target.view(), target.accumulate());
    }

    @Override
    public void binary(Binary function, View a, View b, View out, boolean accumulate) {
        if (out.length() == 0) {
            return;
        }
        INDArray left = array(a);
        INDArray right = array(b);
        INDArray to = array(out);
        INDArray result = accumulate ? to.ulike() : to;
        switch (function) {
            case ADD -> left.add(right, result);
            case SUBTRACT -> left.sub(right, result);
            case MULTIPLY -> left.mul(right, result);
            case DIVIDE -> left.div(right, result);
            case MAXIMUM -> combine("maximum", left, right, result);
            case MINIMUM -> combine("minimum", left, right, result);
            case GREATER -> result.assign(left.gt(right));
            case GREATER_OR_EQUAL ->
                    result.assign(
                            Nd4j.exec(
                                    DynamicCustomOp.builder("greater_equal")
                                            .addInputs(left, right)
                                            .build())[0]);
            case EQUAL -> result.assign(left.eq(right));
        }
        if (accumulate) {
            to.addi(result);
        }
    }

    private static void combine(String operation, INDArray a, INDArray b, INDArray out) {
        Nd4j.exec(DynamicCustomOp.builder(operation).addInputs(a, b).addOutputs(out).build());
    }

    @Override
    public void select(View condition, View a, View b, View out, boolean accumulate) {
        if (out.length() == 0) {
            return;
        }
        INDArray to = array(out);
        INDArray result = to.ulike();
        Nd4j.exec(
                DynamicCustomOp.builder("select")
                        .addInputs(array(condition).neq(0), array(a).dup('c'), array(b).dup('c'))
                        .addOutputs(result)
                        .build());
        put(result, out, accumulate);
    }

    @Override
    public void cumulativeSum(View x, boolean reverse, View out, boolean accumulate) {
        if (out.length() == 0) {
            return;
        }
        INDArray result = array(out).ulike();
        Nd4j.exec(
                DynamicCustomOp.builder("cumsum")
                        .addInputs(array(x))
                        .addOutputs(result)
                        .addIntegerArguments(0, reverse ? 1 : 0, 1)
                        .build());
        put(result, out, accumulate);
    }

    @Override
    public void reduce(Reduction reduction, View x, View out, boolean accumulate) {
        if (x.length() == 0) {
            if (out.length() > 0 && !accumulate) {
                fill(out, 0);
            }
            return;
        }
        int[] axes = reducedAxes(x, out);
        INDArray from = array(x);
        if (axes.length == 0) {
            put(reduction == Reduction.SUM_OF_SQUARES ? from.mul(from) : from, out, accumulate);
            return;
        }
        INDArray result =
                switch (reduction) {
                    case SUM -> from.sum(true, axes);
                    case MEAN -> from.mean(true, axes);
                    case MAX -> from.max(true, axes);
                    case SUM_OF_SQUARES -> from.mul(from).sum(true, axes);
                };
        put(result, out, accumulate);
    }

    private static int[] reducedAxes(View x, View out) {
        return IntStream.range(0, x.rank())
                .filter(axis -> out.size(axis) == 1 && x.size(axis) != 1)
                .toArray();
    }

    @Override
    public void maxBackward(View x, View y, View dy, View dx, boolean accumulate) {
        INDArray hit =
                array(x).eq(array(y.broadcastTo(x.shape()))).castTo(NdArrays.dataType(x.dtype()));
        int[] axes = reducedAxes(x, y);
        INDArray share = array(dy).dup('c');
        if (axes.length > 0) {
            share.divi(hit.sum(true, axes));
        }
        put(hit.mul(share), dx, accumulate);
    }

    @Override
    public void argmax(View x, int[] result) {
        if (result.length > 0) {
            System.arraycopy(Nd4j.argMax(array(x), 1).toIntVector(), 0, result, 0, result.length);
        }
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
        if (out.length() == 0) {
            return;
        }
        INDArray to = array(out);
        if (a.length() == 0) {
            if (!accumulate) {
                to.assign(0);
            }
        } else if (accumulate) {
            INDArray product = Nd4j.createUninitializedDetached(to.dataType(), out.shape());
            multiply(array(a), transposeA, array(b), transposeB, product);
            to.addi(product);
        } else {
            multiply(array(a), transposeA, array(b), transposeB, to);
        }
        if (bias != null) {
            to.addi(array(bias.broadcastTo(out.shape())));
        }
        if (preActivation != null) {
            array(preActivation).assign(to);
        }
        if (activation != Activation.NONE) {
            Functions.apply(activation.function(), to, to);
        }
    }

    private static void multiply(
            INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray out) {
        Nd4j.exec(
                DynamicCustomOp.builder("matmul")
                        .addInputs(a, b)
                        .addOutputs(out)
                        .addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0, 0)
                        .build());
    }

    @Override
    public void softmax(View x, View out, boolean logarithm) {
        if (out.length() > 0) {
            softmax(array(x), array(out), logarithm);
        }
    }

    /**
     * ND4J's own log_softmax takes the logarithm of probabilities, which are 0 for distant logits.
     */
    private static void softmax(INDArray x, INDArray out, boolean logarithm) {
        int last = x.rank() - 1;
        if (logarithm) {
            INDArray shifted = x.sub(x.max(true, last));
            shifted.sub(log(exp(shifted).sum(true, last)), out);
            return;
        }
        Nd4j.exec(
                DynamicCustomOp.builder("softmax")
                        .addInputs(x)
                        .addOutputs(out)
                        .addIntegerArguments(last)
                        .build());
    }

    @Override
    public void softmaxBackward(View y, View dy, View dx, boolean logarithm, boolean accumulate) {
        if (dx.length() == 0) {
            return;
        }
        INDArray value = array(y);
        INDArray gradient = array(dy);
        if (logarithm) {
            INDArray weight = exp(value).muli(gradient.sum(true, 1));
            put(gradient.sub(weight), dx, accumulate);
        } else {
            put(throughSoftmax(value, gradient), dx, accumulate);
        }
    }

    /** y (dy - sum(dy y)), over the last axis. */
    private static INDArray throughSoftmax(INDArray y, INDArray dy) {
        INDArray sum = dy.mul(y).sum(true, y.rank() - 1);
        return dy.sub(sum).muli(y);
    }

    private static INDArray exp(INDArray x) {
        INDArray out = x.ulike();
        Nd4j.getExecutioner().exec(new Exp(x, out));
        return out;
    }

    private static INDArray log(INDArray x) {
        INDArray out = x.ulike();
        Nd4j.getExecutioner().exec(new Log(x, out));
        return out;
    }

    @Override
    public void layerNorm(
            View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        if (out.length() == 0) {
            return;
        }
        INDArray from = array(x);
        INDArray centre = from.mean(true, 1);
        INDArray centred = from.sub(centre);
        INDArray deviation = centred.mul(centred).mean(true, 1).addi(eps);
        Functions.apply(Unary.SQRT, deviation, deviation);
        deviation.rdivi(1);
        put(centre, mean, false);
        put(deviation, rstd, false);
        centred.muli(deviation);
        if (scale != null) {
            centred.muli(array(scale.broadcastTo(x.shape())));
        }
        if (bias != null) {
            centred.addi(array(bias.broadcastTo(x.shape())));
        }
        put(centred, out, false);
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
        if (x.length() == 0) {
            return;
        }
        View perRow = mean.reshape(mean.length(), 1);
        INDArray deviation = array(rstd.reshape(rstd.length(), 1));
        INDArray normal = array(x).sub(array(perRow)).muli(deviation);
        INDArray gradient = array(dy);
        if (dscale != null) {
            put(gradient.mul(normal).sum(0), dscale);
        }
        if (dbias != null) {
            put(gradient.sum(0), dbias);
        }
        if (dx != null) {
            INDArray scaled =
                    scale == null ? gradient : gradient.mul(array(scale.broadcastTo(x.shape())));
            INDArray along = scaled.mul(normal).mean(true, 1);
            INDArray result =
                    scaled.sub(scaled.mean(true, 1)).subi(normal.mul(along)).muli(deviation);
            put(result, dx);
        }
    }

    @Override
    public void groupNorm(
            View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        if (x.length() == 0) {
            return;
        }
        INDArray from = grouped(x, mean);
        INDArray centre = from.mean(true, 1, 3);
        INDArray normal = from.sub(centre);
        INDArray deviation = normal.mul(normal).mean(true, 1, 3).addi(eps);
        Functions.apply(Unary.SQRT, deviation, deviation);
        deviation.rdivi(1);
        put(centre, mean, false);
        put(deviation, rstd, false);
        normal.muli(deviation);
        if (scale != null) {
            normal.muli(grouped(scale.broadcastTo(x.shape()), mean));
        }
        if (bias != null) {
            normal.addi(grouped(bias.broadcastTo(x.shape()), mean));
        }
        put(normal, out, false);
    }

    /** (examples, places, channels) as (examples, places, groups, channels of a group). */
    private INDArray grouped(View x, View mean) {
        return array(x.split(2, mean.size(1)));
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
        if (x.length() == 0) {
            return;
        }
        INDArray gradient = grouped(dy, mean);
        INDArray deviation = array(rstd.reshape(mean.size(0), 1, mean.size(1), 1));
        INDArray centre = array(mean.reshape(mean.size(0), 1, mean.size(1), 1));
        INDArray normal = grouped(x, mean).sub(centre).muli(deviation);
        if (dscale != null) {
            put(gradient.mul(normal).sum(0, 1), dscale);
        }
        if (dbias != null) {
            put(gradient.sum(0, 1), dbias);
        }
        if (dx != null) {
            INDArray scaled =
                    scale == null
                            ? gradient
                            : gradient.mul(grouped(scale.broadcastTo(x.shape()), mean));
            INDArray along = scaled.mul(normal).mean(true, 1, 3);
            put(scaled.sub(scaled.mean(true, 1, 3)).subi(normal.mul(along)).muli(deviation), dx);
        }
    }

    @Override
    public void attention(
            View q, View k, View v, double scale, AttentionMask mask, View out, View logSumExp) {
        if (out.length() == 0) {
            return;
        }
        INDArray visible = visible(mask, q, k);
        INDArray scores = scores(q, k, scale, visible);
        INDArray largest = scores.max(true, 3);
        INDArray sums = log(exp(scores.sub(largest)).sum(true, 3)).addi(largest);
        if (logSumExp != null) {
            put(sums, logSumExp, false);
        }
        INDArray p = softmax(scores, sums, visible);
        put(
                product(p, false, array(v), false, q.size(0), q.size(1), q.size(2), v.size(3)),
                out,
                false);
    }

    /** 1 where a query sees a key, else 0; null if all see all. */
    private INDArray visible(AttentionMask mask, View q, View k) {
        if (mask.isNone()) {
            return null;
        }
        long[] shape = {q.size(0), q.size(1), q.size(2), k.size(2)};
        Storage storage = allocate(q.dtype(), Shape.length(shape));
        try {
            View view = View.of(storage, 0, shape);
            mask.write(view);
            return array(view).dup('c');
        } finally {
            storage.release();
        }
    }

    /** scale q kᵀ, far below everything else where a query does not see the key. */
    private INDArray scores(View q, View k, double scale, INDArray visible) {
        INDArray scores =
                product(
                        array(q), false, array(k), true, q.size(0), q.size(1), q.size(2),
                        k.size(2));
        scores.muli(scale);
        if (visible != null) {
            scores.muli(visible).addi(visible.sub(1).muli(HIDDEN));
        }
        return scores;
    }

    /** From the logarithms of the rows' sums; 0 where a query does not see the key. */
    private static INDArray softmax(INDArray scores, INDArray sums, INDArray visible) {
        INDArray p = exp(scores.sub(sums));
        return visible == null ? p : p.muli(visible);
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
        long batch = q.size(0);
        long heads = q.size(1);
        if (batch * heads * q.size(2) * k.size(2) == 0) {
            return;
        }
        INDArray visible = visible(mask, q, k);
        INDArray sums = array(logSumExp.reshape(batch, heads, q.size(2), 1));
        INDArray p = softmax(scores(q, k, scale, visible), sums, visible);
        INDArray dy = array(dout);
        if (dv != null) {
            put(product(p, true, dy, false, batch, heads, k.size(2), v.size(3)), dv);
        }
        INDArray dp = product(dy, false, array(v), true, batch, heads, q.size(2), k.size(2));
        INDArray ds = throughSoftmax(p, dp).muli(scale);
        if (dq != null) {
            put(product(ds, false, array(k), false, batch, heads, q.size(2), q.size(3)), dq);
        }
        if (dk != null) {
            put(product(ds, true, array(q), false, batch, heads, k.size(2), k.size(3)), dk);
        }
    }

    private static INDArray product(
            INDArray a, boolean transposeA, INDArray b, boolean transposeB, long... shape) {
        INDArray result = Nd4j.createUninitializedDetached(a.dataType(), shape);
        multiply(a, transposeA, b, transposeB, result);
        return result;
    }

    @Override
    public void convolution(View x, View weight, View bias, Window window, Target out) {
        if (out.view().length() > 0) {
            new SlidingWindows(this, window).convolution(x, weight, bias, out);
        }
    }

    @Override
    public void convolutionBackwardData(View dy, View weight, Window window, Target dx) {
        if (dx.view().length() > 0) {
            new SlidingWindows(this, window).backwardData(dy, weight, dx);
        }
    }

    @Override
    public void convolutionBackwardWeight(View x, View dy, Window window, Target dweight) {
        if (x.length() > 0) {
            new SlidingWindows(this, window).backwardWeight(x, dy, dweight);
        } else if (!dweight.accumulate()) {
            fill(dweight.view(), 0);
        }
    }

    @Override
    public void maxPool(View x, Window window, View out) {
        if (out.length() > 0) {
            new SlidingWindows(this, window).largest(x, out);
        }
    }

    @Override
    public void maxPoolBackward(View x, View y, View dy, Window window, Target dx) {
        if (x.length() > 0) {
            new SlidingWindows(this, window).largestBackward(x, y, dy, dx);
        }
    }

    @Override
    public void averagePool(View x, Window window, View out) {
        if (out.length() > 0) {
            new SlidingWindows(this, window).mean(x, out);
        }
    }

    @Override
    public void averagePoolBackward(View dy, Window window, Target dx) {
        if (dy.length() > 0) {
            new SlidingWindows(this, window).meanBackward(dy, dx);
        }
    }

    @Override
    public void gatherRows(View x, int[] rows, View out) {
        if (out.length() > 0) {
            Nd4j.exec(
                    DynamicCustomOp.builder("gather")
                            .addInputs(array(x), Nd4j.createFromArray(rows))
                            .addOutputs(array(out))
                            .addIntegerArguments(0)
                            .build());
        }
    }

    /** With ND4J's lock on, so that rows which repeat are added one after another. */
    @Override
    public void scatterAddRows(View dy, int[] rows, View dx) {
        if (dy.length() > 0) {
            INDArray to = array(dx);
            Nd4j.exec(
                    DynamicCustomOp.builder("scatter_add")
                            .addInputs(to, Nd4j.createFromArray(rows), array(dy))
                            .addOutputs(to)
                            .addBooleanArguments(true)
                            .build());
        }
    }

    @Override
    public void dropout(
            View x, double probability, Philox.State stream, View out, boolean accumulate) {
        if (x.length() == 0) {
            return;
        }
        Storage mask = allocate(x.dtype(), x.length());
        try {
            fillMask(mask, probability, stream, x.length());
            binary(Binary.MULTIPLY, x, View.of(mask, 0, x.shape()), out, accumulate);
        } finally {
            mask.release();
        }
    }

    private static void fillMask(
            Storage mask, double probability, Philox.State stream, long length) {
        double scale = 1 / (1 - probability);
        float[] uniform = new float[4096];
        double[] factors = new double[4096];
        for (long first = 0; first < length; first += uniform.length) {
            int n = (int) Math.min(uniform.length, length - first);
            Philox.uniform(stream, first, uniform, 0, n);
            for (int i = 0; i < n; i++) {
                factors[i] = uniform[i] >= probability ? scale : 0;
            }
            mask.put(first, factors, 0, n);
        }
    }

    @Override
    public void softmaxCrossEntropy(View logits, View targets, View loss, View dlogits) {
        INDArray z = array(logits);
        INDArray t = array(targets);
        long rows = logits.size(0);
        INDArray logarithm = z.ulike();
        softmax(z, logarithm, true);
        // A class that is not wanted costs nothing even where its probability is 0, whose logarithm
        // is infinite.
        INDArray finite = logarithm.dup();
        Nd4j.exec(
                DynamicCustomOp.builder("clipbyvalue")
                        .addInputs(finite)
                        .addOutputs(finite)
                        .addFloatingPointArguments((double) -Float.MAX_VALUE, 0.0)
                        .build());
        array(loss).assign(finite.muli(t).sumNumber().doubleValue() / -rows);
        if (dlogits != null) {
            INDArray slope = exp(logarithm).muli(t.sum(true, 1)).subi(t).divi(rows);
            put(slope, dlogits, false);
        }
    }

    /** softplus(z) = max(z, 0) + log(1 + exp(-|z|)). */
    @Override
    public void sigmoidCrossEntropy(View logits, View targets, View loss, View dlogits) {
        INDArray z = array(logits);
        INDArray t = array(targets);
        long rows = logits.size(0);
        INDArray softplus = z.ulike();
        Functions.apply(Unary.SOFTPLUS, z, softplus);
        array(loss).assign(softplus.subi(t.mul(z)).sumNumber().doubleValue() / rows);
        if (dlogits != null) {
            INDArray slope = z.ulike();
            Functions.apply(Unary.SIGMOID, z, slope);
            put(slope.subi(t).divi(rows), dlogits, false);
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
        if (parameter.length() == 0) {
            return;
        }
        INDArray p = array(parameter);
        INDArray g = array(gradient);
        INDArray first = array(m);
        INDArray second = array(v);
        first.muli(beta1).addi(g.mul(1 - beta1));
        second.muli(beta2).addi(g.mul(g).muli(1 - beta2));
        INDArray denominator = second.mul(1 / (1 - Math.pow(beta2, step)));
        Functions.apply(Unary.SQRT, denominator, denominator);
        denominator.addi(eps);
        INDArray move = first.mul(learningRate / (1 - Math.pow(beta1, step))).divi(denominator);
        if (decay != 0) {
            move.addi(p.mul(decay));
        }
        p.subi(move);
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
        if (parameter.length() == 0) {
            return;
        }
        INDArray p = array(parameter);
        INDArray direction = array(gradient);
        if (velocity != null) {
            INDArray speed = array(velocity);
            speed.muli(momentum).addi(direction);
            direction = nesterov ? speed.mul(momentum).addi(direction) : speed;
        }
        INDArray move = direction.mul(learningRate);
        if (decay != 0) {
            move.addi(p.mul(decay));
        }
        p.subi(move);
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
        if (parameter.length() == 0) {
            return;
        }
        INDArray p = array(parameter);
        INDArray g = array(gradient);
        INDArray mean = array(m);
        INDArray move = mean.mul(beta1).addi(g.mul(1 - beta1));
        Nd4j.getExecutioner().exec(new Sign(move, move));
        move.muli(learningRate);
        if (decay != 0) {
            move.addi(p.mul(decay));
        }
        p.subi(move);
        mean.muli(beta2).addi(g.mul(1 - beta2));
    }
}
