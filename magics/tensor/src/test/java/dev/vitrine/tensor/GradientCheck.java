package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;

/** Compares the gradients of a function in double precision with central differences. */
final class GradientCheck {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;

    private GradientCheck() {}

    /**
     * Checks d sum(w f(inputs)) / d inputs for fixed random weights w, for every element of every
     * input.
     *
     * @param function of the inputs; made anew for each call
     */
    static void check(Function<Tensor[], Tensor> function, Tensor... inputs) {
        double[] weights = weights(function, inputs);
        for (Tensor input : inputs) {
            input.requiresGrad(true);
        }
        try (Scope scope = Scope.open()) {
            weighted(function.apply(inputs), weights).backward();
        }
        for (int i = 0; i < inputs.length; i++) {
            double[] values = inputs[i].toDoubleArray();
            double[] gradient = inputs[i].grad().toDoubleArray();
            Storage storage = inputs[i].view().storage();
            for (int j = 0; j < values.length; j++) {
                storage.put(inputs[i].view().offset() + j, values[j] + STEP);
                double up = value(function, weights, inputs);
                storage.put(inputs[i].view().offset() + j, values[j] - STEP);
                double down = value(function, weights, inputs);
                storage.put(inputs[i].view().offset() + j, values[j]);
                double expected = (up - down) / (2 * STEP);
                assertThat(gradient[j])
                        .as("gradient of input %d at element %d", i, j)
                        .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static double[] weights(Function<Tensor[], Tensor> function, Tensor... inputs) {
        try (Scope scope = Scope.open();
                Tape off = Tape.off()) {
            return new Philox(7)
                    .normal(DType.DOUBLE, function.apply(inputs).shape())
                    .toDoubleArray();
        }
    }

    private static double value(
            Function<Tensor[], Tensor> function, double[] weights, Tensor... inputs) {
        try (Scope scope = Scope.open();
                Tape off = Tape.off()) {
            return weighted(function.apply(inputs), weights).item();
        }
    }

    private static Tensor weighted(Tensor result, double[] weights) {
        return result.mul(Tensor.of(weights, result.shape())).sum();
    }
}
