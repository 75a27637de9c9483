package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/** y[…, i, …] = x[…, indices[i], …] along an axis; dx gets dy added at the indices. */
public final class IndexSelect implements Operation {

    private final int axis;
    private final int[] indices;
    private int[] rows;
    private long inner;

    public IndexSelect(int axis, int... indices) {
        this.axis = axis;
        this.indices = indices.clone();
    }

    @Override
    public String name() {
        return "indexSelect";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        int resolved = Shape.axis(name(), axis, x.rank());
        long size = x.size(resolved);
        for (int index : indices) {
            if (index < 0 || index >= size) {
                throw new IllegalArgumentException(
                        "indexSelect: index "
                                + index
                                + " is outside axis "
                                + axis
                                + " of shape "
                                + Shape.text(x.shape()));
            }
        }
        long outer = Shape.length(Arrays.copyOf(x.shape(), resolved));
        inner = Shape.length(Arrays.copyOfRange(x.shape(), resolved + 1, x.rank()));
        rows = rows(Math.toIntExact(outer), Math.toIntExact(size));
        long[] shape = x.shape().clone();
        shape[resolved] = indices.length;
        View y = f.allocate(shape);
        f.kernels().gatherRows(x.reshape(outer * size, inner), rows, y.reshape(rows.length, inner));
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        if (!dx.accumulate()) {
            b.kernels().fill(dx.view(), 0);
        }
        View dy = b.gradient().reshape(rows.length, inner);
        b.kernels().scatterAddRows(dy, rows, dx.view().reshape(dx.view().length() / inner, inner));
    }

    /** The indices repeated for each position of the axes in front. */
    private int[] rows(int outer, int size) {
        int[] all = new int[Math.multiplyExact(outer, indices.length)];
        for (int i = 0; i < all.length; i++) {
            all[i] = i / indices.length * size + indices[i % indices.length];
        }
        return all;
    }
}
