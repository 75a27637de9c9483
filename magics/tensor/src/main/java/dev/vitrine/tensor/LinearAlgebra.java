package dev.vitrine.tensor;

import dev.vitrine.tensor.op.Cholesky;
import dev.vitrine.tensor.op.SingularValues;
import dev.vitrine.tensor.op.Solve;
import dev.vitrine.tensor.op.SymmetricEigen;

/**
 * Linear algebra of small dense matrices, by LAPACK on the host in double precision, whatever the
 * device. Matrices without a solution throw an ArithmeticException that says why.
 */
public final class LinearAlgebra {

    private LinearAlgebra() {}

    /**
     * A = vectors diag(values) vectorsᵀ.
     *
     * @param values (n,), ascending
     * @param vectors (n, n), in columns; their signs are any
     */
    public record Eigen(Tensor values, Tensor vectors) {}

    /**
     * A = left diag(values) right.
     *
     * @param left (m, k), off the tape
     * @param values (k,), descending, with k the smaller of m and n
     * @param right (k, n), off the tape
     */
    public record Svd(Tensor left, Tensor values, Tensor right) {}

    /** X with A X = B, for A (n, n) and B (n, k). */
    public static Tensor solve(Tensor a, Tensor b) {
        return Tensor.apply(new Solve(), a, b);
    }

    /** A⁻¹. Solve equations with {@link #solve} instead: quicker and more accurate. */
    public static Tensor inverse(Tensor a) {
        Tensor identity = Tensor.zeros(a.dtype(), a.shape());
        for (long i = 0; i < a.size(0); i++) {
            identity.view().storage().put(i * (a.size(0) + 1), 1);
        }
        return solve(a, identity.to(a.device()));
    }

    /** Lower L with L Lᵀ = A, for a symmetric positive definite A. */
    public static Tensor cholesky(Tensor a) {
        return Tensor.apply(new Cholesky(), a);
    }

    /**
     * Eigenvalues and eigenvectors of a symmetric matrix. The gradient of an eigenvector exists
     * where its eigenvalue differs from all others.
     */
    public static Eigen eigen(Tensor a) {
        Tensor both = Tensor.apply(new SymmetricEigen(), a);
        long n = both.size(1);
        return new Eigen(both.slice(0, 0, 1).reshape(n), both.slice(0, 1, n + 1));
    }

    /** Singular value decomposition; a gradient flows through the values alone. */
    public static Svd svd(Tensor a) {
        SingularValues operation = new SingularValues();
        Tensor values = Tensor.apply(operation, a);
        long k = values.length();
        Tensor left = Tensor.of(operation.left(), a.size(0), k).to(a.dtype()).to(a.device());
        Tensor right = Tensor.of(operation.right(), k, a.size(1)).to(a.dtype()).to(a.device());
        return new Svd(left, values, right);
    }
}
