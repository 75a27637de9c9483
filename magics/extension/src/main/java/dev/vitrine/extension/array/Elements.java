package dev.vitrine.extension.array;

import java.util.function.LongToDoubleFunction;

/**
 * An array to show, whichever library it comes from.
 *
 * @param kind "Tensor" or "INDArray"
 * @param type of its elements, such as "float"
 * @param shape may be empty (a scalar)
 * @param remark what else is worth knowing, such as the device; may be empty
 * @param at element by index in row-major order
 */
record Elements(String kind, String type, long[] shape, String remark, LongToDoubleFunction at) {

    long length() {
        long length = 1;
        for (long extent : shape) {
            length *= extent;
        }
        return length;
    }

    int rank() {
        return shape.length;
    }

    /** "(3, 28, 28)"; a vector's is "(3,)", as NumPy writes it, and a scalar's "()". */
    String shapeText() {
        StringBuilder text = new StringBuilder("(");
        for (int axis = 0; axis < shape.length; axis++) {
            text.append(axis == 0 ? "" : ", ").append(shape[axis]);
        }
        return text.append(shape.length == 1 ? ",)" : ")").toString();
    }

    /** Elements from {@code start} on as floats, for pictures. */
    float[] floats(long start, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) at.applyAsDouble(start + i);
        }
        return values;
    }
}
