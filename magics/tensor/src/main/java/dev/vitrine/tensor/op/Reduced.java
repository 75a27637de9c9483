package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Shapes of a reduction: with the reduced axes of size 1, and without them. */
final class Reduced {

    private final long[] kept;
    private final long[] dropped;

    Reduced(String name, long[] shape, int... axes) {
        boolean[] gone = new boolean[shape.length];
        for (int axis : axes) {
            int resolved = Shape.axis(name, axis, shape.length);
            if (gone[resolved]) {
                throw new IllegalArgumentException(name + ": axis " + axis + " is given twice");
            }
            gone[resolved] = true;
        }
        kept = shape.clone();
        List<Long> rest = new ArrayList<>();
        for (int i = 0; i < shape.length; i++) {
            if (gone[i] || axes.length == 0) {
                kept[i] = 1;
            } else {
                rest.add(shape[i]);
            }
        }
        dropped = rest.stream().mapToLong(Long::longValue).toArray();
    }

    long[] kept() {
        return kept;
    }

    long[] dropped() {
        return dropped;
    }
}
