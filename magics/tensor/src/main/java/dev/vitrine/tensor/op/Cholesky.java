package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.View;

/**
 * Lower L with L Lᵀ = A, for a symmetric positive definite A of which the lower half is read; with
 * P the lower half of Lᵀ dL, its diagonal halved: dA = L⁻ᵀ P L⁻¹, made symmetric (Murray, arXiv
 * 1602.07527, equation 10).
 */
public final class Cholesky extends MatrixFunction {

    private double[] l;
    private int n;

    @Override
    public String name() {
        return "cholesky";
    }

    @Override
    public View forward(Forward f) {
        n = Math.toIntExact(f.input(0).rank() == 2 ? f.input(0).size(0) : 0);
        l = Lapack.cholesky(matrix(f.input(0), true), n);
        return result(f, l, n, n);
    }

    @Override
    public void backward(Backward b) {
        double[] p = Lapack.product(l, true, Lapack.read(b.gradient()), false, n, n, n);
        for (int i = 0; i < n; i++) {
            p[i * n + i] /= 2;
            for (int j = i + 1; j < n; j++) {
                p[i * n + j] = 0;
            }
        }
        double[] turned = Lapack.transpose(l, n, n);
        Lapack.solve(turned, n, p, n);
        double[] right = Lapack.transpose(p, n, n);
        Lapack.solve(turned, n, right, n);
        store(Lapack.symmetric(right, n), 0, b);
    }
}
