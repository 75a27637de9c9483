package dev.vitrine.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
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

    private Layers() {}

    static List<Row> rows() {
        return List.of(
                convolution(32, 32, 64, 64),
                convolution(32, 16, 128, 128),
                residual(32, 16, 64, 16),
                causal(8, 256, 4, 64),
                lstm(64, 32, 64, 128));
    }

    /** Makes libtorch's side of a layer. */
    private interface Twin {
        Function<NDArray[], NDArray> make(NDManager manager);
    }

    private static Row convolution(long batch, long size, long in, long out) {
        return row(
                "conv 3x3 " + batch + "x" + size + "x" + size + "x" + in + ", step",
                t -> Convolutions.conv2d(t[0], t[1], null, SAME),
                manager -> n -> convolution(n[0], n[1]),
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
    private static Row residual(long batch, long size, long width, int groups) {
        String script =
                """
                def forward(self: __torch__.Functions, x: List[Tensor]) -> Tensor:
                  y = torch.relu(torch.group_norm(x[0], %d, x[2], x[3], 1e-05))
                  v, m = torch.var_mean(x[1], [1, 2, 3], False, True)
                  weight = (x[1] - m) * torch.rsqrt(v + 1e-10)
                  return x[0] + torch.conv2d(y, weight, None, [1, 1], [1, 1], [1, 1], 1)
                """
                        .formatted(groups);
        return row(
                "GN, ReLU, WS conv " + batch + "x" + size + "x" + size + "x" + width + ", step",
                t -> {
                    Tensor normal = Normalization.groupNorm(t[0], groups, t[2], t[3], 1e-5);
                    Tensor weight = Normalization.weightStandardize(t[1], 1e-10);
                    return t[0].add(Convolutions.conv2d(normal.relu(), weight, null, SAME));
                },
                scripted(script),
                new long[][] {{batch, size, size, width}, {3, 3, width, width}, {width}, {width}},
                new long[][] {{batch, width, size, size}, {width, width, 3, 3}, {width}, {width}});
    }

    private static Row causal(long batch, long tokens, long heads, long depth) {
        String script =
                """
                def forward(self: __torch__.Functions, x: List[Tensor]) -> Tensor:
                  return torch.scaled_dot_product_attention(x[0], x[1], x[2], None, 0., True)
                """;
        long[] shape = {batch, heads, tokens, depth};
        return row(
                "causal attention " + batch + "x" + heads + "x" + tokens + "x" + depth + ", step",
                t -> Tensor.attention(t[0], t[1], t[2], AttentionMask.causal()),
                scripted(script),
                new long[][] {shape, shape, shape},
                new long[][] {shape, shape, shape});
    }

    private static Row lstm(long batch, long steps, long in, long hidden) {
        return row(
                "LSTM " + batch + "x" + steps + "x" + hidden + ", step",
                t -> Recurrence.lstm(t[0], t[1], t[2], t[3], null).outputs(),
                manager ->
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

    private static Twin scripted(String source) {
        return manager -> {
            TorchScript script = new TorchScript(source, manager);
            return n -> script.call("forward", List.of(n), List.of());
        };
    }

    private static Row row(
            String name,
            Function<Tensor[], Tensor> vitrine,
            Twin libtorch,
            long[][] ourShapes,
            long[][] theirShapes) {
        return new Row(
                name,
                manager -> {
                    Function<NDArray[], NDArray> layer = libtorch.make(manager);
                    Tensor[] ours = new Tensor[ourShapes.length];
                    NDArray[] theirs = new NDArray[theirShapes.length];
                    for (int i = 0; i < ours.length; i++) {
                        ours[i] = normal(i, ourShapes[i]).detach().requiresGrad(true);
                        float[] values = normal(i, theirShapes[i]).toFloatArray();
                        theirs[i] = Libtorch.array(values, theirShapes[i], manager);
                        theirs[i].setRequiresGradient(true);
                    }
                    return new Comparison(
                            name, () -> step(vitrine, ours), () -> step(layer, theirs, manager));
                });
    }

    private static Tensor normal(int seed, long... shape) {
        return new Philox(seed).normal(shape).mul(0.1);
    }

    private static void step(Function<Tensor[], Tensor> layer, Tensor[] arguments) {
        try (Scope scope = Scope.open()) {
            layer.apply(arguments).mean().backward();
        }
        Arrays.stream(arguments).forEach(Tensor::zeroGrad);
    }

    private static void step(
            Function<NDArray[], NDArray> layer, NDArray[] arguments, NDManager manager) {
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
