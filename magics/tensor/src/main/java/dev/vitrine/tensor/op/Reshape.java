package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.View;

/** The same elements under another shape, on the same memory; dx is dy under the old shape. */
public final class Reshape implements Operation {

    private final long[] shape;

    /** One size may be -1. */
    public Reshape(long... shape) {
        this.shape = shape.clone();
    }

    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        return x.reshape(resolve(x));
    }

    @Override
    public void backward(Backward b) {
        b.pass(0);
    }

    private long[] resolve(View x) {
        long[] resolved = shape.clone();
        int unknown = -1;
        long known = 1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == -1 && unknown < 0) {
                unknown = i;
            } else if (shape[i] < 0) {
                throw misfit(x);
            } else {
                known *= shape[i];
            }
        }
        if (unknown >= 0) {
            if (known == 0 || x.length() % known != 0) {
                throw misfit(x);
            }
            resolved[unknown] = x.length() / known;
        } else if (known != x.length()) {
            throw misfit(x);
        }
        return resolved;
    }

    private IllegalArgumentException misfit(View x) {
        return new IllegalArgumentException(
                "reshape: "
                        + Shape.text(x.shape())
                        + " has "
                        + x.length()
                        + " elements and does not become "
                        + Shape.text(shape));
    }
}
