package dev.vitrine.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Recurrence;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Single layers on both sides, forward and backward to all their arguments. Images have their
 * channels where each library has them: last here, first there.
 */
@SuppressWarnings("try") // scopes are closed, not used
final class Layers {

    private static final Window SAME = Window.of(3).withPadding(1);

    private final NDManager manager;
    private final List<Comparison> comparisons = new ArrayList<>();

    private Layers(NDManager manager) {
        this.manager = manager;
    }

    static List<Comparison> all(NDManager manager) {
        Layers layers = new Layers(manager);
        layers.convolution(32, 32, 64, 64);
        layers.convolution(32, 16, 128, 128);
        layers.residual(32, 16, 64, 16);
        layers.causal(8, 256, 4, 64);
        layers.lstm(64, 32, 64, 128);
        return layers.comparisons;
    }

    private void convolution(long batch, long size, long in, long out) {
        add(
                "conv 3x3 " + batch + "x" + size + "x" + size + "x" + in + ", step",
                t -> Convolutions.conv2d(t[0], t[1], null, SAME),
                n -> convolution(n[0], n[1]),
                new long[][] {{batch, size, size, in}, {3, 3, in, out}},
                new long[][] {{batch, in, size, size}, {out, in, 3, 3}});
    }

    private static NDArray convolution(NDArray images, NDArray weight) {
        NDArray none = images.getManager().zeros(new Shape(weight.getShape().get(0)));
        Shape one = new Shape(1, 1);
        return JniUtils.convolution(
                (PtNDArray) images, (PtNDArray) weight, (PtNDArray) none, one, one, one, 1);
    }

    /** x + conv(relu(groupNorm(x))) with standardised weights, as in BiT. */
    private void residual(long batch, long size, long width, int groups) {
        add(
                "GN, ReLU, WS conv " + batch + "x" + size + "x" + size + "x" + width + ", step",
                t -> {
                    Tensor normal = Normalization.groupNorm(t[0], groups, t[2], t[3], 1e-5);
                    Tensor weight = Normalization.weightStandardize(t[1], 1e-10);
                    return t[0].add(Convolutions.conv2d(normal.relu(), weight, null, SAME));
                },
                n -> {
                    NDArray normal = normalize(n[0], batch * groups, 1e-5).mul(n[2]).add(n[3]);
                    NDArray weight = normalize(n[1], width, 1e-10);
                    return n[0].add(convolution(JniUtils.relu((PtNDArray) normal), weight));
                },
                new long[][] {{batch, size, size, width}, {3, 3, width, width}, {width}, {width}},
                new long[][] {
                    {batch, width, size, size},
                    {width, width, 3, 3},
                    {1, width, 1, 1},
                    {1, width, 1, 1}
                });
    }

    /** To mean 0 and variance 1 in so many parts, by libtorch's layer normalisation. */
    private static NDArray normalize(NDArray x, long parts, double eps) {
        NDArray rows = x.reshape(parts, -1);
        Shape length = new Shape(rows.getShape().get(1));
        NDArray ones = x.getManager().ones(length);
        NDArray zeros = x.getManager().zeros(length);
        return JniUtils.layerNorm(
                        (PtNDArray) rows, length, (PtNDArray) ones, (PtNDArray) zeros, eps)
                .reshape(x.getShape());
    }

    private void causal(long batch, long tokens, long heads, long depth) {
        NDArray ones = manager.ones(new Shape(tokens, tokens));
        NDArray hidden = ones.cumSum(1).gt(ones.cumSum(0)).toType(DataType.FLOAT32, false);
        NDArray mask = hidden.mul(-1e9f);
        long[] shape = {batch, heads, tokens, depth};
        add(
                "causal attention " + batch + "x" + heads + "x" + tokens + "x" + depth + ", step",
                t -> Tensor.attention(t[0], t[1], t[2], AttentionMask.causal()),
                n ->
                        n[0].mul(1 / Math.sqrt(depth))
                                .matMul(n[1].swapAxes(2, 3))
                                .add(mask)
                                .softmax(-1)
                                .matMul(n[2]),
                new long[][] {shape, shape, shape},
                new long[][] {shape, shape, shape});
    }

    private void lstm(long batch, long steps, long in, long hidden) {
        add(
                "LSTM " + batch + "x" + steps + "x" + hidden + ", step",
                t -> Recurrence.lstm(t[0], t[1], t[2], t[3], null).outputs(),
                n -> {
                    NDArray zeros = n[0].getManager().zeros(new Shape(1, batch, hidden));
                    NDArray none = n[0].getManager().zeros(new Shape(4 * hidden));
                    return JniUtils.lstm(
                                    (PtNDArray) n[0],
                                    new NDList(zeros, zeros),
                                    new NDList(n[1], n[2], n[3], none),
                                    true,
                                    1,
                                    0,
                                    true,
                                    false,
                                    true)
                            .get(0);
                },
                new long[][] {
                    {batch, steps, in}, {in, 4 * hidden}, {hidden, 4 * hidden}, {4 * hidden}
                },
                new long[][] {
                    {batch, steps, in}, {4 * hidden, in}, {4 * hidden, hidden}, {4 * hidden}
                });
    }

    private void add(
            String name,
            Function<Tensor[], Tensor> vitrine,
            Function<NDArray[], NDArray> libtorch,
            long[][] ourShapes,
            long[][] theirShapes) {
        Tensor[] ours = new Tensor[ourShapes.length];
        NDArray[] theirs = new NDArray[theirShapes.length];
        for (int i = 0; i < ours.length; i++) {
            ours[i] = new Philox(i).normal(ourShapes[i]).mul(0.1).detach().requiresGrad(true);
            float[] values = new Philox(i).normal(theirShapes[i]).mul(0.1).toFloatArray();
            theirs[i] = manager.create(values, new Shape(theirShapes[i]));
            theirs[i].setRequiresGradient(true);
        }
        comparisons.add(
                new Comparison(name, () -> step(vitrine, ours), () -> step(libtorch, theirs)));
    }

    private static void step(Function<Tensor[], Tensor> layer, Tensor[] arguments) {
        try (Scope scope = Scope.open()) {
            layer.apply(arguments).mean().backward();
        }
        Arrays.stream(arguments).forEach(Tensor::zeroGrad);
    }

    private void step(Function<NDArray[], NDArray> layer, NDArray[] arguments) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            // Results belong to the manager of an argument: here one that is closed.
            NDArray[] inside = arguments.clone();
            inside[0] = arguments[0].duplicate();
            inside[0].attach(scope);
            collector.backward(layer.apply(inside).mean());
        }
        for (NDArray argument : arguments) {
            JniUtils.zeroGrad((PtNDArray) argument);
        }
    }
}
