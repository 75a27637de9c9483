package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.View;

/** s, descending, of A = U diag(s) Vᵀ (m, n); dA = U diag(ds) Vᵀ. */
public final class SingularValues extends MatrixFunction {

    private Lapack.Svd svd;
    private int m;
    private int n;

    @Override
    public String name() {
        return "svd";
    }

    @Override
    public View forward(Forward f) {
        double[] a = matrix(f.input(0), false);
        m = Math.toIntExact(f.input(0).size(0));
        n = Math.toIntExact(f.input(0).size(1));
        svd = Lapack.svd(a, m, n);
        return result(f, svd.values(), svd.values().length);
    }

    /** U (m, k), row-major. */
    public double[] left() {
        return svd.u();
    }

    /** Vᵀ (k, n), row-major. */
    public double[] right() {
        return svd.vt();
    }

    @Override
    public void backward(Backward b) {
        double[] ds = Lapack.read(b.gradient());
        double[] scaled = svd.u().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= ds[i % ds.length];
        }
        store(Lapack.product(scaled, false, svd.vt(), false, m, ds.length, n), 0, b);
    }
}
