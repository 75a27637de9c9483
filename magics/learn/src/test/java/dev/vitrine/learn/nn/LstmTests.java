package dev.vitrine.learn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Recurrence;
import dev.vitrine.tensor.Recurrence.LstmOutput;
import dev.vitrine.tensor.Recurrence.LstmState;
import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LstmTests {

    private final Initializer init = new Initializer(new Philox(5), DType.DOUBLE);

    private static Tensor of(double... values) {
        return Tensor.of(values, 1, values.length);
    }

    private Tensor random(long... shape) {
        return init.normal(1, shape).detach();
    }

    /** x = (1, −1), h = 0.5, c = 0.2, one cell. */
    @Test
    void oneCellComputesWhatTheEquationsSay() {
        Lstm lstm = new Lstm(2, 1, init);
        Map<String, Tensor> state = new LinkedHashMap<>(lstm.state());
        state.put(
                "input/kernel",
                Tensor.of(new double[] {0.1, 0.3, 0.5, -0.2, 0.2, -0.1, 0.4, 0.1}, 2, 4));
        state.put("state/kernel", Tensor.of(new double[] {0.1, 0.2, 0.3, 0.4}, 1, 4));
        lstm.load(state);
        assertThat(lstm.parameters().get("bias").toDoubleArray()).containsExactly(0, 1, 0, 0);
        LstmState after = lstm.step(of(1, -1), new LstmState(of(0.5), of(0.2)));
        assertThat(after.cell().item()).isCloseTo(0.282913, within(1e-6));
        assertThat(after.hidden().item()).isCloseTo(0.130915, within(1e-6));
        Tensor gates = of(1, -1).linear(state.get("input/kernel"), state.get("bias"));
        double[] sums = gates.add(of(0.5).matmul(state.get("state/kernel"))).toDoubleArray();
        double[] known = {0.487503, 0.817574, 0.244919, 0.475021};
        for (int gate = 0; gate < 4; gate++) {
            double value = gate == 2 ? Math.tanh(sums[gate]) : 1 / (1 + Math.exp(-sums[gate]));
            assertThat(value).isCloseTo(known[gate], within(1e-6));
        }
    }

    @Test
    void gatesAtTheirLimits() {
        Tensor cell = of(0.7);
        double closed = -1e4;
        double open = 1e4;
        LstmState kept = Recurrence.lstmCell(of(closed, open, 3, 0), cell);
        assertThat(kept.cell().item()).isEqualTo(0.7);
        LstmState silent = Recurrence.lstmCell(of(1, 1, 1, closed), cell);
        assertThat(silent.hidden().item()).isZero();
        LstmState zero = Recurrence.lstmCell(of(0, 0, 0, 0), cell);
        assertThat(zero.cell().item()).isCloseTo(0.35, within(1e-15));
        assertThat(zero.hidden().item()).isCloseTo(0.5 * Math.tanh(0.35), within(1e-15));
        LstmState loud = Recurrence.lstmCell(of(50, 50, 50, 50), of(1000));
        assertThat(Math.abs(loud.hidden().item())).isLessThanOrEqualTo(1);
    }

    /** Whatever the memory holds: an open gate and a saturated tanh are below 1. */
    @Test
    void outputsStayBetweenMinusOneAndOne() {
        LstmState state = Recurrence.lstmCell(random(50, 80).mul(3), random(50, 20).mul(5));
        for (double hidden : state.hidden().toDoubleArray()) {
            assertThat(Math.abs(hidden)).isLessThan(1);
        }
    }

    /** Where gates do not depend on the memory, dc'/dc is the forget gate and nothing else. */
    @Test
    void memoryKeepsItsGradientAsFarAsTheForgetGateIsOpen() {
        Tensor gates = random(1, 12);
        Tensor cell = random(1, 3).requiresGrad(true);
        Recurrence.lstmCell(gates, cell).cell().sum().backward();
        double[] forget = gates.slice(1, 3, 6).sigmoid().toDoubleArray();
        assertThat(cell.grad().toDoubleArray()).containsExactly(forget, within(1e-12));
    }

    @Test
    void stepsAreWhatWholeSequencesAreMadeOf() {
        Lstm lstm = new Lstm(3, 4, init);
        Tensor x = random(2, 5, 3);
        LstmOutput whole = lstm.forward(x, null);
        LstmState state =
                new LstmState(Tensor.zeros(DType.DOUBLE, 2, 4), Tensor.zeros(DType.DOUBLE, 2, 4));
        for (int t = 0; t < 5; t++) {
            state = lstm.step(x.slice(1, t, t + 1).reshape(2, 3), state);
            assertThat(state.hidden().toDoubleArray())
                    .containsExactly(
                            whole.outputs().slice(1, t, t + 1).toDoubleArray(), within(1e-12));
        }
        assertThat(state.cell().toDoubleArray())
                .containsExactly(whole.state().cell().toDoubleArray(), within(1e-12));
    }

    @Test
    void paddedSequencesEndInTheStateOfTheirLastStep() {
        Lstm lstm = new Lstm(3, 4, init);
        Tensor x = random(3, 6, 3);
        int[] lengths = {6, 2, 4};
        LstmOutput padded = lstm.forward(x, null, lengths);
        for (int row = 0; row < 3; row++) {
            Tensor own = x.slice(0, row, row + 1).slice(1, 0, lengths[row]);
            LstmOutput alone = lstm.forward(own, null);
            assertThat(padded.state().cell().slice(0, row, row + 1).toDoubleArray())
                    .containsExactly(alone.state().cell().toDoubleArray(), within(1e-12));
            assertThat(padded.state().hidden().slice(0, row, row + 1).toDoubleArray())
                    .containsExactly(alone.state().hidden().toDoubleArray(), within(1e-12));
            assertThat(
                            padded.outputs()
                                    .slice(0, row, row + 1)
                                    .slice(1, 0, lengths[row])
                                    .toDoubleArray())
                    .containsExactly(alone.outputs().toDoubleArray(), within(1e-12));
        }
    }

    @Test
    void whatFollowsTheEndGetsNoGradient() {
        Lstm lstm = new Lstm(3, 4, init);
        Tensor x = random(2, 5, 3).requiresGrad(true);
        LstmState state = lstm.forward(x, null, 5, 2).state();
        state.hidden().add(state.cell()).sum().backward();
        double[] gradient = x.grad().slice(0, 1, 2).toDoubleArray();
        for (int i = 0; i < gradient.length; i++) {
            if (i < 6) {
                assertThat(gradient[i]).isNotZero();
            } else {
                assertThat(gradient[i]).isZero();
            }
        }
    }

    @Test
    void wrongLengthsAreNamed() {
        Lstm lstm = new Lstm(3, 4, init);
        assertThatThrownBy(() -> lstm.forward(random(2, 5, 3), null, 5, 0))
                .hasMessageContaining("[5, 0]");
        assertThatThrownBy(() -> lstm.forward(random(2, 5, 3), null, 5))
                .hasMessageContaining("2 sequences");
    }
}
