package dev.vitrine.papers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Lstm;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrentCellTests {

    private final Initializer init = new Initializer(new Philox(23), DType.DOUBLE);

    private Tensor random(long... shape) {
        return init.normal(1, shape).detach();
    }

    /** Outputs of four steps, (B, H) each, from inputs (4, B, in). */
    private static Tensor outputs(RecurrentCell cell, Tensor x) {
        List<Tensor> state = cell.start(x.size(1));
        Tensor[] outputs = new Tensor[4];
        for (int t = 0; t < 4; t++) {
            Tensor step = x.slice(0, t, t + 1).reshape(x.size(1), x.size(2));
            state = cell.step(cell.read(step), state);
            outputs[t] = state.get(0);
        }
        return Tensor.stack(0, outputs);
    }

    @ParameterizedTest
    @EnumSource(IntegrationKind.class)
    void gradientsOfMemoriesAgreeWithFiniteDifferences(IntegrationKind kind) {
        check(new LstmCell(3, 3, kind, init));
    }

    @ParameterizedTest
    @EnumSource(IntegrationKind.class)
    void gradientsOfPlainCellsAgreeWithFiniteDifferences(IntegrationKind kind) {
        check(new RnnCell(3, 3, kind, init));
    }

    private void check(RecurrentCell cell) {
        cell.train(new Philox(1));
        GradientCheck.ofLayer(cell, init, random(4, 4, 3), x -> outputs(cell, x));
    }

    @Test
    void additiveMemoryIsTheUsualOne() {
        LstmCell cell = new LstmCell(3, 4, IntegrationKind.ADDITIVE, init);
        Lstm lstm = new Lstm(3, 4, init);
        Map<String, Tensor> state = new LinkedHashMap<>();
        cell.state().forEach((name, value) -> state.put(name.replace("integration/", ""), value));
        lstm.load(state);
        Tensor x = random(4, 2, 3);
        assertThat(outputs(cell, x).toDoubleArray())
                .containsExactly(
                        lstm.forward(x.permute(1, 0, 2), null)
                                .outputs()
                                .permute(1, 0, 2)
                                .toDoubleArray(),
                        within(1e-12));
    }

    /** Equation 4 of the paper makes h independent of the scale of both kernels. */
    @Test
    void layerNormedMemoryDoesNotSeeTheScaleOfItsKernels() {
        LstmCell cell = new LstmCell(6, 8, IntegrationKind.LAYER_NORM, init);
        Tensor x = random(4, 2, 6);
        double[] before = outputs(cell, x).toDoubleArray();
        Map<String, Tensor> state = cell.state();
        state.put("input/kernel", state.get("input/kernel").mul(4).detach());
        state.put("state/kernel", state.get("state/kernel").mul(9).detach());
        cell.load(state);
        assertThat(outputs(cell, x).toDoubleArray()).containsExactly(before, within(1e-2));
    }

    /** Section 2.2 of the paper: three vectors for each block. */
    @Test
    void multiplicativeIntegrationCostsHardlyAnyParameters() {
        for (int gates : new int[] {1, 4}) {
            long plain = cell(gates, IntegrationKind.ADDITIVE).parameterCount();
            long more = cell(gates, IntegrationKind.MULTIPLICATIVE).parameterCount();
            assertThat(more - plain).isEqualTo(3L * 128 * gates);
            assertThat((double) more / plain).isLessThan(1.02);
        }
    }

    /** A gain for each part, and for the memory that goes out; all share one bias, but the last. */
    @Test
    void layerNormSharesNoGainBetweenTheParts() {
        for (int gates : new int[] {1, 4}) {
            long plain = cell(gates, IntegrationKind.ADDITIVE).parameterCount();
            long more = cell(gates, IntegrationKind.LAYER_NORM).parameterCount();
            long memory = gates == 4 ? 2 * 128 : 0;
            assertThat(more - plain).isEqualTo(2L * 128 * gates + memory);
        }
    }

    @ParameterizedTest
    @EnumSource(IntegrationKind.class)
    void forgetGatesStartOpen(IntegrationKind kind) {
        assertThat(
                        new LstmCell(3, 2, kind, init)
                                .parameters()
                                .get("integration/bias")
                                .toDoubleArray())
                .containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    }

    private RecurrentCell cell(int gates, IntegrationKind kind) {
        return gates == 1 ? new RnnCell(128, 128, kind, init) : new LstmCell(128, 128, kind, init);
    }
}
