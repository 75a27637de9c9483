package dev.vitrine.papers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Gradients against central differences, in double. */
public final class GradientCheck {

    /**
     * Central differences are wrong by about the square of it, so this leaves 1e-10 of rounding.
     */
    private static final double STEP = 1e-5;

    private GradientCheck() {}

    /**
     * Asserts that the gradients of a scalar are right to 1e-6 of the largest of each leaf.
     *
     * @param loss computes the scalar anew from the leaves
     * @param leaves DOUBLE, by name
     */
    public static void of(Supplier<Tensor> loss, Map<String, Tensor> leaves) {
        leaves.values().forEach(Tensor::zeroGrad); // of an earlier check
        loss.get().backward();
        List<String> wrong = new ArrayList<>();
        leaves.forEach(
                (name, leaf) -> {
                    double[] gradient = leaf.grad().toDoubleArray();
                    double[] values = leaf.toDoubleArray();
                    double largest = 0;
                    double error = 0;
                    for (int i = 0; i < values.length; i++) {
                        double difference =
                                at(leaf, values, i, STEP, loss) - at(leaf, values, i, -STEP, loss);
                        double numeric = difference / (2 * STEP);
                        error = Math.max(error, Math.abs(numeric - gradient[i]));
                        largest = Math.max(largest, Math.abs(numeric));
                    }
                    // Some true gradients are zero, such as that of a bias of keys.
                    if (error > 1e-6 * Math.max(largest, 1e-2)) {
                        wrong.add("%s: %s of %s".formatted(name, error, largest));
                    }
                });
        assertThat(wrong).isEmpty();
    }

    /**
     * Asserts that the gradients of a layer, with random parameters, and of its input are right.
     *
     * @param init DOUBLE
     * @param input what the layer reads
     * @param forward the layer
     */
    public static void ofLayer(
            Layer layer, Initializer init, Tensor input, UnaryOperator<Tensor> forward) {
        Map<String, Tensor> state = layer.state();
        layer.parameters()
                .forEach((name, p) -> state.put(name, init.normal(0.5, p.shape()).detach()));
        layer.load(state);
        Tensor x = input.requiresGrad(true);
        // A weighted sum of all outputs, so that no gradient cancels.
        Tensor weights = init.normal(1, forward.apply(x).shape()).detach();
        Map<String, Tensor> leaves = new LinkedHashMap<>(layer.parameters());
        leaves.put("input", x);
        of(() -> forward.apply(x).mul(weights).sum(), leaves);
    }

    private static double at(
            Tensor tensor, double[] values, int i, double step, Supplier<Tensor> loss) {
        double[] moved = values.clone();
        moved[i] += step;
        set(tensor, moved);
        double result = loss.get().item();
        set(tensor, values);
        return result;
    }

    private static void set(Tensor tensor, double[] values) {
        Updates.copy(Tensor.of(values, tensor.shape()), tensor);
    }
}
