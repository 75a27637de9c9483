package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * A fixed linear map along an axis: y[…, i, …] = sum_j m[i][j] x[…, j, …]; dx[…, j, …] = sum_i
 * m[i][j] dy[…, i, …].
 */
public final class AxisMap implements Operation {

    private final int axis;
    private final double[][] rows;
    private View matrix;
    private long outer;
    private long inner;

    /**
     * @param matrix one row for each element of the result along the axis
     */
    public AxisMap(int axis, double[][] matrix) {
        this.axis = axis;
        this.rows = matrix;
    }

    @Override
    public String name() {
        return "axisMap";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        int resolved = Shape.axis(name(), axis, x.rank());
        long from = x.size(resolved);
        if (rows.length == 0 || rows[0].length != from) {
            throw new IllegalArgumentException(
                    "axisMap: a matrix of "
                            + rows.length
                            + " rows for "
                            + (rows.length == 0 ? 0 : rows[0].length)
                            + " elements does not fit axis "
                            + axis
                            + " of shape "
                            + Shape.text(x.shape()));
        }
        outer = Shape.length(Arrays.copyOf(x.shape(), resolved));
        inner = Shape.length(Arrays.copyOfRange(x.shape(), resolved + 1, x.rank()));
        matrix = f.save(f.allocate(rows.length, from));
        for (int i = 0; i < rows.length; i++) {
            matrix.storage().put(i * from, rows[i], 0, rows[i].length);
        }
        long[] shape = x.shape().clone();
        shape[resolved] = rows.length;
        View y = f.allocate(shape);
        f.kernels()
                .matmul(
                        matrix.broadcastTo(outer, rows.length, from),
                        false,
                        x.reshape(outer, from, inner),
                        false,
                        null,
                        Activation.NONE,
                        null,
                        y.reshape(outer, rows.length, inner),
                        false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels()
                .matmul(
                        matrix.broadcastTo(outer, rows.length, matrix.size(1)),
                        true,
                        b.gradient().reshape(outer, rows.length, inner),
                        false,
                        null,
                        Activation.NONE,
                        null,
                        dx.view().reshape(outer, matrix.size(1), inner),
                        dx.accumulate());
    }
}
