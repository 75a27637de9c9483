package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * y = op(a) op(b), where op transposes the last two axes or not; leading axes are batches and
 * broadcast.
 *
 * <p>Without transposes: da = dy bᵀ, db = aᵀ dy. A transposed argument gets the transpose of that.
 * The gradient of an argument that was broadcast is summed over the batches that used it.
 */
public final class MatrixProduct implements Operation {

    private final boolean transposeA;
    private final boolean transposeB;
    private View a;
    private View b;
    private long[] batch;

    public MatrixProduct(boolean transposeA, boolean transposeB) {
        this.transposeA = transposeA;
        this.transposeB = transposeB;
    }

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public double flops() {
        double rows = a.size(transposeA ? -1 : -2);
        double columns = b.size(transposeB ? -2 : -1);
        return 2 * Shape.length(batch) * rows * columns * a.size(transposeA ? -2 : -1);
    }

    @Override
    public View forward(Forward f) {
        a = f.input(0);
        b = f.input(1);
        if (a.rank() < 2 || b.rank() < 2) {
            throw new IllegalArgumentException(
                    "matmul: needs two axes or more on both sides, got " + shapes());
        }
        long rows = a.size(transposeA ? -1 : -2);
        long inner = a.size(transposeA ? -2 : -1);
        long columns = b.size(transposeB ? -2 : -1);
        if (inner != b.size(transposeB ? -1 : -2)) {
            throw new IllegalArgumentException(
                    "matmul: the inner sizes "
                            + inner
                            + " and "
                            + b.size(transposeB ? -1 : -2)
                            + " differ in "
                            + shapes());
        }
        batch = Shape.broadcast(name(), leading(a), leading(b));
        f.save(a);
        f.save(b);
        View y = f.allocate(withMatrix(rows, columns));
        f.kernels()
                .matmul(
                        repeated(a),
                        transposeA,
                        repeated(b),
                        transposeB,
                        null,
                        Activation.NONE,
                        null,
                        y,
                        false);
        return y;
    }

    @Override
    public void backward(Backward back) {
        View dy = back.gradient();
        if (back.needs(0)) {
            if (transposeA) {
                multiplyInto(0, a, repeated(b), transposeB, dy, true, back);
            } else {
                multiplyInto(0, a, dy, false, repeated(b), !transposeB, back);
            }
        }
        if (back.needs(1)) {
            if (transposeB) {
                multiplyInto(1, b, dy, true, repeated(a), transposeA, back);
            } else {
                multiplyInto(1, b, repeated(a), !transposeA, dy, false, back);
            }
        }
    }

    private void multiplyInto(
            int index,
            View argument,
            View left,
            boolean transposeLeft,
            View right,
            boolean transposeRight,
            Backward back) {
        Target target = back.target(index);
        if (Arrays.equals(leading(argument), batch)) {
            back.kernels()
                    .matmul(
                            left,
                            transposeLeft,
                            right,
                            transposeRight,
                            null,
                            Activation.NONE,
                            null,
                            target.view(),
                            target.accumulate());
            return;
        }
        View all = back.temporary(withMatrix(argument.size(-2), argument.size(-1)));
        back.kernels()
                .matmul(
                        left,
                        transposeLeft,
                        right,
                        transposeRight,
                        null,
                        Activation.NONE,
                        null,
                        all,
                        false);
        back.kernels()
                .reduce(Reduction.SUM, all, target.view().padRank(all.rank()), target.accumulate());
    }

    private View repeated(View x) {
        return Arrays.equals(leading(x), batch)
                ? x
                : x.broadcastTo(withMatrix(x.size(-2), x.size(-1)));
    }

    private static long[] leading(View x) {
        return Arrays.copyOf(x.shape(), x.rank() - 2);
    }

    private long[] withMatrix(long rows, long columns) {
        long[] shape = Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = rows;
        shape[batch.length + 1] = columns;
        return shape;
    }

    private String shapes() {
        return Shape.text(a.shape())
                + (transposeA ? " transposed" : "")
                + " (left) and "
                + Shape.text(b.shape())
                + (transposeB ? " transposed" : "")
                + " (right)";
    }
}
