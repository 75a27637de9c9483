package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumberCheckTests {

    @BeforeEach
    void on() {
        Tensor.checkNumbers(true);
    }

    @AfterEach
    void off() {
        Tensor.checkNumbers(false);
    }

    private static Tensor of(double... values) {
        return Tensor.of(values, values.length);
    }

    @Test
    void theOperationThatMadeTheFirstNaNIsNamed() {
        assertThatExceptionOfType(NotFiniteException.class)
                .isThrownBy(() -> of(2, 1, -1).mul(2).log().sum())
                .withMessage(
                        "log: made NaN at element 2 of its result (3,); argument 1 (3,) is in [-2.000, 4.000]");
    }

    @Test
    void anInfinityIsNamedWhereItBegins() {
        assertThatExceptionOfType(NotFiniteException.class)
                .isThrownBy(() -> of(1, 0).log())
                .withMessageStartingWith("log: made -Infinity at element 1");
        Tensor masked = of(1, Double.NEGATIVE_INFINITY).softmax(-1);
        assertThat(masked.toDoubleArray()).containsExactly(1, 0);
        assertThat(of(1, Double.NEGATIVE_INFINITY).add(1).max(0).item()).isEqualTo(2);
    }

    @Test
    void theWayBackIsCheckedToo() {
        Tensor x = of(4, 0).requiresGrad(true);
        assertThatExceptionOfType(NotFiniteException.class)
                .isThrownBy(() -> x.sqrt().sum().backward())
                .withMessage(
                        "sqrt, backward: made Infinity at element 1 of the gradient (2,) of argument 1");
    }

    @Test
    void whatIsTurnedOffDoesNotLook() {
        Tensor.checkNumbers(false);
        assertThat(of(-1).log().item()).isNaN();
    }
}
