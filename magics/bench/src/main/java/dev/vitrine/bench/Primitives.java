package dev.vitrine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vitrine.tensor.Gelu;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** Single operations on both sides, without gradients, results allocated by each library itself. */
@SuppressWarnings("try") // scopes are closed, not used
final class Primitives {

    private static final String ATTENTION =
            """
            def forward(self: __torch__.Functions, x: List[Tensor]) -> Tensor:
              return torch.scaled_dot_product_attention(x[0], x[1], x[2])
            """;

    private final NDManager manager;

    private Primitives(NDManager manager) {
        this.manager = manager;
    }

    static List<Row> rows() {
        return List.of(
                row("linear 3200x192x768", Primitives::linear),
                row("matmul 64x64x64", Primitives::matmul),
                row("layer norm 3200x192", Primitives::layerNorm),
                row("softmax 4728x197", Primitives::softmax),
                row("GELU 3200x768", Primitives::gelu),
                row("attention 64x3x50x64", Primitives::attention),
                row("add 16 (smallest call)", Primitives::add));
    }

    /** An operation on both sides, of the same argument. */
    private record Both(
            Pair argument, Supplier<Tensor> vitrine, Function<NDArray, NDArray> libtorch) {

        void runVitrine() {
            try (Tape off = Tape.off();
                    Tensor result = vitrine.get()) {
                result.length();
            }
        }

        void runLibtorch() {
            try (NDArray result = libtorch.apply(argument.array)) {
                result.size();
            }
        }
    }

    private static Row row(String name, Function<Primitives, Both> operation) {
        return new Row(
                name,
                manager -> {
                    Both both = operation.apply(new Primitives(manager));
                    return new Comparison(name, both::runVitrine, both::runLibtorch);
                });
    }

    private Both linear() {
        Pair rows = pair(3200, 192);
        Pair weight = pair(192, 768);
        Pair bias = pair(768);
        NDArray transposed =
                manager.create(
                        Layout.permute(weight.tensor.toFloatArray(), weight.tensor.shape(), 1, 0),
                        new Shape(768, 192));
        return new Both(
                rows,
                () -> rows.tensor.linear(weight.tensor, bias.tensor),
                x ->
                        JniUtils.linear(
                                (PtNDArray) x, (PtNDArray) transposed, (PtNDArray) bias.array));
    }

    private Both matmul() {
        Pair square = pair(64, 64);
        return new Both(
                square, () -> square.tensor.matmul(square.tensor), x -> x.matMul(square.array));
    }

    private Both layerNorm() {
        Pair rows = pair(3200, 192);
        Pair scale = pair(192);
        double epsilon = TransformerBlock.EPSILON;
        return new Both(
                rows,
                () -> rows.tensor.layerNorm(scale.tensor, scale.tensor, epsilon),
                x ->
                        JniUtils.layerNorm(
                                (PtNDArray) x,
                                new Shape(192),
                                (PtNDArray) scale.array,
                                (PtNDArray) scale.array,
                                epsilon));
    }

    private Both softmax() {
        Pair scores = pair(24 * 197, 197);
        return new Both(scores, () -> scores.tensor.softmax(-1), x -> x.softmax(-1));
    }

    private Both gelu() {
        Pair hidden = pair(3200, 768);
        return new Both(
                hidden, () -> hidden.tensor.gelu(Gelu.ERF), x -> JniUtils.gelu((PtNDArray) x));
    }

    private Both attention() {
        TorchScript script = new TorchScript(ATTENTION, manager);
        Pair q = pair(64, 3, 50, 64);
        Pair k = pair(64, 3, 50, 64);
        Pair v = pair(64, 3, 50, 64);
        return new Both(
                q,
                () -> Tensor.attention(q.tensor, k.tensor, v.tensor),
                x -> script.call("forward", List.of(x, k.array, v.array), List.of()));
    }

    private Both add() {
        Pair few = pair(16);
        return new Both(few, () -> few.tensor.add(few.tensor), x -> x.add(few.array));
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
        return new Pair(Tensor.of(values, shape), Libtorch.array(values, shape, manager));
    }
}
