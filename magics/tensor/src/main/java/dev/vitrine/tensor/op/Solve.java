package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.View;

/** X with A X = B for A (n, n) and B (n, k); dB = A⁻ᵀ dX, dA = -dB Xᵀ. */
public final class Solve extends MatrixFunction {

    private double[] a;
    private double[] x;
    private int n;
    private int columns;

    @Override
    public String name() {
        return "solve";
    }

    @Override
    public View forward(Forward f) {
        a = matrix(f.input(0), true);
        x = matrix(f.input(1), false);
        n = Math.toIntExact(f.input(0).size(0));
        columns = Math.toIntExact(f.input(1).size(1));
        if (f.input(1).size(0) != n) {
            throw new IllegalArgumentException(
                    "solve: a matrix "
                            + Shape.text(f.input(0).shape())
                            + " and right-hand sides "
                            + Shape.text(f.input(1).shape())
                            + " need as many rows");
        }
        Lapack.solve(a, n, x, columns);
        return result(f, x, n, columns);
    }

    @Override
    public void backward(Backward b) {
        double[] db = Lapack.read(b.gradient());
        Lapack.solve(Lapack.transpose(a, n, n), n, db, columns);
        if (b.needs(1)) {
            store(db, 1, b);
        }
        if (b.needs(0)) {
            double[] da = Lapack.product(db, false, x, true, n, columns, n);
            for (int i = 0; i < da.length; i++) {
                da[i] = -da[i];
            }
            store(da, 0, b);
        }
    }
}
