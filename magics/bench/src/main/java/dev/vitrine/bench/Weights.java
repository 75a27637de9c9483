package dev.vitrine.bench;

import java.util.ArrayList;
import java.util.List;

/** The weights of a model in the order in which both sides use them. */
final class Weights {

    private final List<Array> arrays = new ArrayList<>();

    /** Scale and bias of a normalisation. */
    Weights norm(long width) {
        arrays.add(Array.full(1, width));
        return bias(width);
    }

    Weights bias(long width) {
        arrays.add(Array.full(0, width));
        return this;
    }

    /** Weight (in, out) and bias. */
    Weights linear(long in, long out) {
        add(Array.Role.LINEAR, 1 / Math.sqrt(in), in, out);
        return bias(out);
    }

    /** Weight (size, size, in, out) without bias; also of a transposed convolution. */
    Weights convolution(long size, long in, long out) {
        return add(Array.Role.CONVOLUTION, 1 / Math.sqrt(size * size * in), size, size, in, out);
    }

    /** Rows that are added or looked up. */
    Weights table(long rows, long width) {
        return add(Array.Role.PLAIN, 0.02, rows, width);
    }

    private Weights add(Array.Role role, double deviation, long... shape) {
        arrays.add(Array.normal(role, deviation, arrays.size(), shape));
        return this;
    }

    int size() {
        return arrays.size();
    }

    List<Array> list() {
        return List.copyOf(arrays);
    }
}
