package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Eigenvalues λ, ascending, and eigenvectors V, in columns, of a symmetric A (n, n) of which the
 * lower half is read; the result (n + 1, n) is λ, then V.
 *
 * <p>dA = V (diag(dλ) + F ∘ (Vᵀ dV)) Vᵀ with F[i][j] = 1 / (λ[j] - λ[i]), 0 on the diagonal and
 * where both are equal; made symmetric.
 */
public final class SymmetricEigen extends MatrixFunction {

    private double[] values;
    private double[] vectors;
    private int n;

    @Override
    public String name() {
        return "eigen";
    }

    @Override
    public View forward(Forward f) {
        vectors = matrix(f.input(0), true);
        n = Math.toIntExact(f.input(0).size(0));
        values = Lapack.eigen(vectors, n);
        double[] both = Arrays.copyOf(values, n + n * n);
        System.arraycopy(vectors, 0, both, n, n * n);
        return result(f, both, n + 1, n);
    }

    @Override
    public void backward(Backward b) {
        double[] gradient = Lapack.read(b.gradient());
        double[] dvectors = Arrays.copyOfRange(gradient, n, gradient.length);
        double[] inner = Lapack.product(vectors, true, dvectors, false, n, n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double gap = values[j] - values[i];
                inner[i * n + j] = i == j ? gradient[i] : gap == 0 ? 0 : inner[i * n + j] / gap;
            }
        }
        double[] left = Lapack.product(vectors, false, inner, false, n, n, n);
        double[] da = Lapack.product(left, false, vectors, true, n, n, n);
        store(Lapack.symmetric(da, n), 0, b);
    }
}
