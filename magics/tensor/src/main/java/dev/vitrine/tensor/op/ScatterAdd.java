package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * y = x, with s[…, i, …] added to y[…, index[…, i, …], …]; dx = dy, and ds is dy gathered at the
 * indices.
 */
public final class ScatterAdd implements Operation {

    private final int axis;
    private final int[] indices;
    private int[] elements;

    public ScatterAdd(int axis, int... indices) {
        this.axis = axis;
        this.indices = indices.clone();
    }

    @Override
    public String name() {
        return "scatterAdd";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        View source = f.input(1);
        AxisIndices at = new AxisIndices(name(), x.shape(), axis, indices);
        if (!Arrays.equals(at.shape(), source.shape())) {
            throw new IllegalArgumentException(
                    "scatterAdd: "
                            + indices.length
                            + " indices along axis "
                            + axis
                            + " of shape "
                            + Shape.text(x.shape())
                            + " need a source of shape "
                            + Shape.text(at.shape())
                            + ", not "
                            + Shape.text(source.shape()));
        }
        elements = at.elements();
        View y = f.allocate(x.shape());
        f.kernels().copy(x, y, false);
        f.kernels()
                .scatterAddRows(
                        source.reshape(elements.length, 1), elements, y.reshape(y.length(), 1));
        return y;
    }

    @Override
    public void backward(Backward b) {
        View dy = b.gradient();
        if (b.needs(1)) {
            Target ds = b.target(1);
            View gathered = b.temporary(elements.length, 1);
            b.kernels().gatherRows(dy.reshape(dy.length(), 1), elements, gathered);
            b.kernels().copy(gathered.reshape(ds.view().shape()), ds.view(), ds.accumulate());
        }
        if (b.needs(0)) {
            b.pass(0);
        }
    }
}
