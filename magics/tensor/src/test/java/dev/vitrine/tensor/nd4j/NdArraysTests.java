package dev.vitrine.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NdArraysTests {

    @Test
    void bothSidesSeeWhatTheOtherWrites() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            INDArray array = x.array();
            assertThat(array.shape()).containsExactly(2, 3);
            assertThat(array.getDouble(1, 0)).isEqualTo(4);
            array.muli(10);
            assertThat(x.toFloatArray()).containsExactly(10, 20, 30, 40, 50, 60);
            Tensor back = Tensor.of(array);
            array.putScalar(0, 2, -1);
            assertThat(back.toFloatArray()).containsExactly(10, 20, -1, 40, 50, 60);
        }
    }

    @Test
    void scalarsAndDoublesAreSharedToo() {
        try (Scope scope = Scope.open()) {
            Tensor scalar = Tensor.scalar(3);
            assertThat(scalar.array().rank()).isZero();
            assertThat(scalar.array().getDouble()).isEqualTo(3);
            Tensor doubles = Tensor.of(new double[] {0.1, 0.2}, 2);
            assertThat(doubles.array().dataType()).isEqualTo(DataType.DOUBLE);
            doubles.array().addi(1);
            assertThat(doubles.toDoubleArray()).containsExactly(1.1, 1.2);
        }
    }

    @Test
    void aViewOfATensorIsAViewOfItsArray() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.zeros(3, 2);
            x.slice(0, 1, 2).array().assign(7);
            assertThat(x.toFloatArray()).containsExactly(0, 0, 7, 7, 0, 0);
        }
    }

    @Test
    void otherOrdersAndTypesAreCopied() {
        try (Scope scope = Scope.open()) {
            INDArray columns = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}).dup('f');
            assertThat(Tensor.of(columns).toFloatArray()).containsExactly(1, 2, 3, 4);
            INDArray part =
                    Nd4j.arange(12)
                            .reshape(3, 4)
                            .get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
            assertThat(Tensor.of(part).toFloatArray()).containsExactly(1, 2, 5, 6, 9, 10);
            assertThat(Tensor.of(Nd4j.arange(12).reshape(3, 4).getRow(1)).toFloatArray())
                    .containsExactly(4, 5, 6, 7);
            Tensor integers = Tensor.of(Nd4j.createFromArray(1, 2, 3));
            assertThat(integers.dtype()).isEqualTo(DType.FLOAT);
            assertThat(integers.toFloatArray()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void anArrayKeepsTheMemoryOfAClosedTensor() {
        Tensor x = Tensor.ones(1000);
        INDArray array = x.array();
        x.close();
        for (int i = 0; i < 10; i++) {
            Tensor.zeros(1000).close();
        }
        assertThat(array.sumNumber().doubleValue()).isEqualTo(1000);
    }

    @Test
    void aTensorKeepsTheMemoryOfADroppedArray() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(Nd4j.ones(DataType.FLOAT, 1000));
            for (int i = 0; i < 5; i++) {
                System.gc();
                Nd4j.zeros(DataType.FLOAT, 1000);
            }
            assertThat(x.sum().item()).isEqualTo(1000);
        }
    }
}
