package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y[…, i, …] = x[…, index[…, i, …], …] with an index of its own for each element of y; dx gets dy
 * added there.
 */
public final class Gather implements Operation {

    private final int axis;
    private final int[] indices;
    private int[] elements;

    public Gather(int axis, int... indices) {
        this.axis = axis;
        this.indices = indices.clone();
    }

    @Override
    public String name() {
        return "gather";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        AxisIndices at = new AxisIndices(name(), x.shape(), axis, indices);
        elements = at.elements();
        View y = f.allocate(at.shape());
        f.kernels().gatherRows(x.reshape(x.length(), 1), elements, y.reshape(y.length(), 1));
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        if (!dx.accumulate()) {
            b.kernels().fill(dx.view(), 0);
        }
        b.kernels()
                .scatterAddRows(
                        b.gradient().reshape(elements.length, 1),
                        elements,
                        dx.view().reshape(dx.view().length(), 1));
    }
}
