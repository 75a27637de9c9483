package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/** What operations of linear algebra share: matrices come to the host, and results go back. */
abstract class MatrixFunction implements Operation {

    /** Reads a matrix and checks that it is one. */
    final double[] matrix(View view, boolean square) {
        if (view.rank() != 2 || square && view.size(0) != view.size(1)) {
            throw new IllegalArgumentException(
                    name()
                            + ": needs a "
                            + (square ? "square matrix" : "matrix")
                            + ", got shape "
                            + Shape.text(view.shape()));
        }
        return Lapack.read(view);
    }

    static View result(Forward f, double[] values, long... shape) {
        View y = f.allocate(shape);
        Lapack.write(values, y);
        return y;
    }

    static void store(double[] gradient, int index, Backward b) {
        Target target = b.target(index);
        View view = b.temporary(target.view().shape());
        Lapack.write(gradient, view);
        b.kernels().copy(view, target.view(), target.accumulate());
    }
}
