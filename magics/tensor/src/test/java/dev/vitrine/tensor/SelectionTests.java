package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionTests {

    private final Device before = Device.current();

    @AfterEach
    void restore() {
        Device.use(before);
    }

    static Stream<Device> devices() {
        return Devices.usable();
    }

    private static Tensor of(double... values) {
        return Tensor.of(values, values.length);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void equalElementsKeepTheirOrder(Device device) {
        Device.use(device);
        Ordered top = of(1, 3, 3, 2, 3).topK(0, 4);
        assertThat(top.indices()).containsExactly(1, 2, 4, 3);
        assertThat(top.values().toDoubleArray()).containsExactly(3, 3, 3, 2);
        assertThat(of(2, 1, 2, 1).sort(0, false).indices()).containsExactly(1, 3, 0, 2);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void nanIsTheLargest(Device device) {
        Device.use(device);
        assertThat(of(1, Double.NaN, 2).topK(0, 2).indices()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void whatIsNotChosenDoesNotMatter(Device device) {
        Device.use(device);
        Tensor x = of(-1, 4).requiresGrad(true);
        Tensor positive = x.gt(Tensor.zeros(DType.DOUBLE));
        Tensor y = Tensor.where(positive, x.log(), Tensor.zeros(DType.DOUBLE));
        assertThat(y.toDoubleArray()).containsExactly(0, Math.log(4));
        Tensor z = Tensor.where(positive, of(Double.NaN, 1), x);
        z.sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(1, 0);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void comparisonsAreOffTheTape(Device device) {
        Device.use(device);
        Tensor x = of(1, 2, 3).requiresGrad(true);
        Tensor two = of(2);
        assertThat(x.gt(two).requiresGrad()).isFalse();
        assertThat(x.gt(two).toDoubleArray()).containsExactly(0, 0, 1);
        assertThat(x.ge(two).toDoubleArray()).containsExactly(0, 1, 1);
        assertThat(x.lt(two).toDoubleArray()).containsExactly(1, 0, 0);
        assertThat(x.le(two).toDoubleArray()).containsExactly(1, 1, 0);
        assertThat(x.eq(two).toDoubleArray()).containsExactly(0, 1, 0);
        assertThat(of(Double.NaN).ge(two).item()).isEqualTo(0);
        assertThat(x.argmin(0)).containsExactly(0);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void logSumExpStandsLargeAndInfiniteValues(Device device) {
        Device.use(device);
        double minus = Double.NEGATIVE_INFINITY;
        Tensor x = Tensor.of(new double[] {1000, 1000, minus, 5, minus, minus}, 3, 2);
        double[] y = x.logSumExp(1).toDoubleArray();
        assertThat(y[0]).isEqualTo(1000 + Math.log(2));
        assertThat(y[1]).isEqualTo(5);
        assertThat(y[2]).isEqualTo(minus);
    }

    @Test
    void oneHotRowsHaveTheirOne() {
        assertThat(Tensor.oneHot(3, 2, 0).toFloatArray()).containsExactly(0, 0, 1, 1, 0, 0);
    }

    @Test
    void emptyTensorsPassThrough() {
        Tensor empty = Tensor.zeros(0, 3);
        assertThat(empty.cumsum(0).shape()).containsExactly(0, 3);
        assertThat(empty.sort(1, true).values().shape()).containsExactly(0, 3);
        assertThat(empty.clamp(0, 1).abs().maximum(empty).shape()).containsExactly(0, 3);
        assertThat(empty.pad(0, 1, 0, 2).toFloatArray()).containsExactly(2, 2, 2);
        assertThat(Tensor.einsum("ij,kj->ik", empty, empty).shape()).containsExactly(0, 0);
        assertThat(Tensor.einsum("ji,jk->ik", empty, empty).toFloatArray()).containsOnly(0f);
    }

    @Test
    void misuseNamesTheOperationAndTheShapes() {
        Tensor x = Tensor.zeros(2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.gather(1, 0, 3))
                .withMessage("gather: index 3 is outside axis 1 of shape (2, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.gather(1, 0))
                .withMessageContaining("1 indices are not a multiple of the 2 elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.scatterAdd(1, Tensor.zeros(2, 1), 0, 1, 2, 0))
                .withMessageContaining("need a source of shape (2, 2), not (2, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.topK(1, 4))
                .withMessage("topK: there are no 4 elements along axis 1 of shape (2, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.clamp(2, 1))
                .withMessageContaining("clamp: the lower bound 2.0 is not below");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.slice(0, 0, 2, 0))
                .withMessage("slice: the step must be 1 or more, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.split(1, 1, 1))
                .withMessageContaining("split: sizes (1, 1) do not add up to axis 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.einsum("ij,jk->ik", x, x))
                .withMessage("einsum: \"ij,jk->ik\" gives j the sizes 3 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.einsum("ii->i", x))
                .withMessageContaining("needs letters that differ within ii");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.einsum("ij->ik", x))
                .withMessageContaining("a letter in the result that no argument has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(x, 0, 3))
                .withMessage("crossEntropy: label 3 is none of the 3 classes of logits (2, 3)");
    }
}
