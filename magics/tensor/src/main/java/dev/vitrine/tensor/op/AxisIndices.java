package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Shape;
import java.util.Arrays;

/**
 * Positions along one axis of a tensor, one for each element of another tensor that has the same
 * other sizes, as indices of elements of the first.
 */
final class AxisIndices {

    private final String name;
    private final long[] shape;
    private final int axis;
    private final int[] indices;

    AxisIndices(String name, long[] shape, int axis, int[] indices) {
        this.name = name;
        this.shape = shape;
        this.axis = Shape.axis(name, axis, shape.length);
        this.indices = indices;
        if (others() == 0 ? indices.length > 0 : indices.length % others() != 0) {
            throw new IllegalArgumentException(
                    name
                            + ": "
                            + indices.length
                            + " indices are not a multiple of the "
                            + others()
                            + " elements that shape "
                            + Shape.text(shape)
                            + " has beside axis "
                            + axis);
        }
    }

    private long others() {
        long others = 1;
        for (int i = 0; i < shape.length; i++) {
            others *= i == axis ? 1 : shape[i];
        }
        return others;
    }

    /** Shape of the tensor that has one element for each position; this one's if that is empty. */
    long[] shape() {
        long[] result = shape.clone();
        if (others() > 0) {
            result[axis] = indices.length / others();
        }
        return result;
    }

    /** Row-major index in the first tensor of each element of the other. */
    int[] elements() {
        int inner =
                Math.toIntExact(Shape.length(Arrays.copyOfRange(shape, axis + 1, shape.length)));
        int size = Math.toIntExact(shape[axis]);
        int perOuter = Math.toIntExact(shape()[axis] * inner);
        int[] elements = new int[indices.length];
        for (int i = 0; i < elements.length; i++) {
            if (indices[i] < 0 || indices[i] >= size) {
                throw new IllegalArgumentException(
                        name
                                + ": index "
                                + indices[i]
                                + " is outside axis "
                                + axis
                                + " of shape "
                                + Shape.text(shape));
            }
            elements[i] =
                    Math.addExact(
                            Math.multiplyExact(i / perOuter * size + indices[i], inner), i % inner);
        }
        return elements;
    }
}
