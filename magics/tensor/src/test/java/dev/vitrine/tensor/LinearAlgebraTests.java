package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearAlgebraTests {

    private static void assertClose(Tensor actual, Tensor expected) {
        double[] values = actual.toDoubleArray();
        double[] wanted = expected.toDoubleArray();
        assertThat(values).hasSameSizeAs(wanted);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(wanted[i], within(1e-10));
        }
    }

    @Test
    void factorsMultiplyToTheMatrix() {
        Tensor a = new Philox(1).normal(DType.DOUBLE, 5, 3);
        LinearAlgebra.Svd svd = LinearAlgebra.svd(a);
        assertClose(svd.left().mul(svd.values()).matmul(svd.right()), a);
        Tensor symmetric = a.matmul(a, true, false);
        LinearAlgebra.Eigen eigen = LinearAlgebra.eigen(symmetric);
        Tensor scaled = eigen.vectors().mul(eigen.values());
        assertClose(scaled.matmul(eigen.vectors(), false, true), symmetric);
        Tensor l = LinearAlgebra.cholesky(symmetric);
        assertClose(l.matmul(l, false, true), symmetric);
        Tensor b = new Philox(2).normal(DType.DOUBLE, 3, 2);
        assertClose(symmetric.matmul(LinearAlgebra.solve(symmetric, b)), b);
    }

    @Test
    void emptyMatricesHaveEmptyResults() {
        Tensor empty = Tensor.zeros(0, 0);
        assertThat(LinearAlgebra.solve(empty, Tensor.zeros(0, 2)).shape()).containsExactly(0, 2);
        assertThat(LinearAlgebra.cholesky(empty).shape()).containsExactly(0, 0);
        assertThat(LinearAlgebra.svd(Tensor.zeros(0, 3)).right().shape()).containsExactly(0, 3);
    }

    @Test
    void matricesWithoutASolutionSayWhy() {
        Tensor singular = Tensor.of(new double[] {1, 2, 2, 4}, 2, 2);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> LinearAlgebra.inverse(singular))
                .withMessage("solve: the matrix is singular (pivot 2 is 0)");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> LinearAlgebra.cholesky(singular.neg()))
                .withMessage("cholesky: the matrix is not positive definite (leading minor 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearAlgebra.cholesky(Tensor.zeros(2, 3)))
                .withMessage("cholesky: needs a square matrix, got shape (2, 3)");
    }
}
