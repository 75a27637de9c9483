package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RecomputationTests {

    private static final int WIDTH = 24;

    private final Tensor weight = new Philox(1).normal(WIDTH, WIDTH).mul(0.2).detach();
    private final Tensor bias = new Philox(2).normal(WIDTH).detach();
    private final Tensor x = new Philox(3).normal(7, WIDTH).detach();

    private Tensor layer(Tensor z, Philox random) {
        Tensor hidden = z.layerNorm(null, null, 1e-6).linear(weight, bias, Activation.GELU_ERF);
        return z.add(hidden.dropout(0.3, random).softmax(-1));
    }

    /** Value, gradients of input, weight and bias of some layers in a row. */
    private List<float[]> run(boolean recompute, boolean wantInput) {
        Philox random = new Philox(4);
        UnaryOperator<Tensor> layer = z -> layer(z, random);
        weight.requiresGrad(true).zeroGrad();
        bias.requiresGrad(true).zeroGrad();
        x.requiresGrad(wantInput).zeroGrad();
        try (Scope scope = Scope.open()) {
            Tensor z = x;
            for (int i = 0; i < 3; i++) {
                z =
                        recompute
                                ? Recomputation.of(layer, random, List.of(weight, bias), z)
                                : layer.apply(z);
            }
            z.mul(z).mean().backward();
            return List.of(
                    z.toFloatArray(),
                    wantInput ? x.grad().toFloatArray() : new float[0],
                    weight.grad().toFloatArray(),
                    bias.grad().toFloatArray(),
                    new float[] {(float) random.nextDouble()});
        }
    }

    @Test
    void valuesGradientsAndRandomNumbersAreThoseOfThePlainPass() {
        for (boolean wantInput : new boolean[] {true, false}) {
            List<float[]> plain = run(false, wantInput);
            List<float[]> again = run(true, wantInput);
            for (int i = 0; i < plain.size(); i++) {
                assertThat(again.get(i)).as("part %d", i).isEqualTo(plain.get(i));
            }
        }
    }

    @Test
    void gradientsAgreeWithDifferencesInDoublePrecision() {
        Tensor[] inputs = {
            new Philox(5).normal(DType.DOUBLE, 3, 4), new Philox(6).normal(DType.DOUBLE, 4, 4)
        };
        GradientCheck.check(
                t ->
                        Recomputation.of(
                                z -> z.matmul(t[1]).tanh().matmul(t[1]),
                                null,
                                List.of(t[1]),
                                t[0].mul(t[0])),
                inputs);
    }

    @Test
    void onlyTheInputsOfSegmentsAreKept() throws InterruptedException {
        long layers = 8;
        long plain = held(false, layers);
        long recomputed = held(true, layers);

        assertThat(recomputed).isLessThanOrEqualTo((layers + 1) * x.length() * Float.BYTES * 2);
        assertThat(plain).isGreaterThan(3 * recomputed);
    }

    /** Bytes that a forward pass leaves behind for the way back. */
    private long held(boolean recompute, long layers) throws InterruptedException {
        Philox random = new Philox(4);
        weight.requiresGrad(true);
        long before = SettledMemory.used();
        try (Scope scope = Scope.open()) {
            Tensor z = x;
            try (Scope inner = Scope.open()) {
                for (int i = 0; i < layers; i++) {
                    z =
                            recompute
                                    ? Recomputation.of(
                                            t -> layer(t, random), random, List.of(weight, bias), z)
                                    : layer(z, random);
                }
                inner.keep(z);
            }
            return MemoryPool.shared().statistics().used() - before;
        }
    }

    @Test
    void segmentsNest() {
        weight.requiresGrad(true).zeroGrad();
        Tensor once = Tensor.scalar(0);
        try (Scope scope = Scope.open()) {
            x.matmul(weight).tanh().matmul(weight).sum().backward();
            float[] plain = weight.grad().toFloatArray();
            weight.zeroGrad();
            List<Tensor> named = List.of(weight);
            Recomputation.of(
                            z ->
                                    Recomputation.of(t -> t.matmul(weight).tanh(), null, named, z)
                                            .matmul(weight),
                            null,
                            named,
                            x)
                    .sum()
                    .backward();
            assertThat(weight.grad().toFloatArray()).isEqualTo(plain);
        }
        once.close();
    }

    @Test
    void segmentThatFailsLeavesNoMemoryBehind() throws InterruptedException {
        weight.requiresGrad(true);
        long before = SettledMemory.used();
        assertThatThrownBy(
                        () ->
                                Recomputation.of(
                                        z -> z.exp().matmul(bias.reshape(1, WIDTH)),
                                        null,
                                        List.of(weight),
                                        x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("matmul");
        assertThat(MemoryPool.shared().statistics().used()).isEqualTo(before);
        assertThat(Tape.isOn()).isTrue();
    }

    @Test
    void parametersMustBeLeaves() {
        weight.requiresGrad(true);
        try (Scope scope = Scope.open()) {
            Tensor computed = weight.mul(2);
            assertThatThrownBy(
                            () ->
                                    Recomputation.of(
                                            z -> z.matmul(computed), null, List.of(computed), x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be leaves", "(24, 24)", "affine");
        }
    }

    @Test
    void profileCountsNothingTwice() {
        weight.requiresGrad(true).zeroGrad();
        try (Profiler profiler = Profiler.start();
                Scope scope = Scope.open()) {
            Recomputation.of(z -> z.matmul(weight).exp(), null, List.of(weight), x)
                    .sum()
                    .backward();
            Profile profile = profiler.profile();
            double shares = profile.rows().stream().mapToDouble(Profile.Row::share).sum();
            assertThat(profile.rows()).anyMatch(row -> row.operation().equals("recomputation"));
            assertThat(shares).isLessThanOrEqualTo(1.0);
        }
    }
}
