package dev.vitrine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vitrine.tensor.Gelu;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** Single operations on both sides, without gradients, results allocated by each library itself. */
@SuppressWarnings("try") // scopes are closed, not used
final class Primitives {

    private final NDManager manager;
    private final List<Comparison> comparisons = new ArrayList<>();

    private Primitives(NDManager manager) {
        this.manager = manager;
    }

    static List<Comparison> all(NDManager manager) {
        Primitives primitives = new Primitives(manager);
        primitives.fill();
        return primitives.comparisons;
    }

    private void fill() {
        Pair rows = pair(3200, 192);
        Pair weight = pair(192, 768);
        Pair bias = pair(768);
        NDArray transposed = weight.array.transpose().duplicate();
        add(
                "linear 3200x192x768",
                () -> rows.tensor.linear(weight.tensor, bias.tensor),
                x -> LibtorchEncoder.linear(x, transposed, bias.array),
                rows);
        Pair square = pair(64, 64);
        add(
                "matmul 64x64x64",
                () -> square.tensor.matmul(square.tensor),
                x -> x.matMul(square.array),
                square);
        Pair scale = pair(192);
        add(
                "layer norm 3200x192",
                () -> rows.tensor.layerNorm(scale.tensor, scale.tensor, Encoder.EPSILON),
                x -> LibtorchEncoder.layerNorm(x, scale.array, scale.array),
                rows);
        Pair scores = pair(24 * 197, 197);
        add("softmax 4728x197", () -> scores.tensor.softmax(-1), x -> x.softmax(-1), scores);
        Pair hidden = pair(3200, 768);
        add(
                "GELU 3200x768",
                () -> hidden.tensor.gelu(Gelu.ERF),
                x -> JniUtils.gelu((PtNDArray) x),
                hidden);
        Pair q = pair(64, 3, 50, 64);
        Pair k = pair(64, 3, 50, 64);
        Pair v = pair(64, 3, 50, 64);
        add(
                "attention 64x3x50x64",
                () -> Tensor.attention(q.tensor, k.tensor, v.tensor),
                x -> LibtorchEncoder.attention(x, k.array, v.array),
                q);
        Pair few = pair(16);
        add("add 16 (smallest call)", () -> few.tensor.add(few.tensor), x -> x.add(few.array), few);
    }

    private record Pair(Tensor tensor, NDArray array) {}

    private Pair pair(long... shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        Random random = new Random(length);
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Pair(Tensor.of(values, shape), manager.create(values, new Shape(shape)));
    }

    private void add(
            String name,
            Supplier<Tensor> vitrine,
            Function<NDArray, NDArray> libtorch,
            Pair argument) {
        Runnable ours =
                () -> {
                    try (Tape off = Tape.off();
                            Tensor result = vitrine.get()) {
                        result.length();
                    }
                };
        Runnable theirs =
                () -> {
                    try (NDArray result = libtorch.apply(argument.array)) {
                        result.size();
                    }
                };
        comparisons.add(new Comparison(name, ours, theirs));
    }
}
