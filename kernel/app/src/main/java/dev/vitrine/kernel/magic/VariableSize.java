package dev.vitrine.kernel.magic;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How large a value is, in the words of its type. */
final class VariableSize {

    private VariableSize() {}

    /**
     * Characters, elements, or the shape of what has a method {@code shape()}, as tensors and
     * tables do; the empty string for everything else.
     */
    static String of(Object value) {
        if (value == null) {
            return "";
        }
        try {
            if (value instanceof CharSequence text) {
                return text.length() + " characters";
            }
            if (value instanceof Collection<?> collection) {
                return elements(collection.size());
            }
            if (value instanceof Map<?, ?> map) {
                return map.size() == 1 ? "1 entry" : map.size() + " entries";
            }
            return value.getClass().isArray() ? dimensions(value) : shape(value);
        } catch (RuntimeException unknown) {
            // A collection of the user's may fail; then its size is not known.
            return "";
        }
    }

    private static String elements(int size) {
        return size == 1 ? "1 element" : size + " elements";
    }

    /** {@code 3 elements}, or {@code 2 × 3} of an array of arrays, by its first one. */
    private static String dimensions(Object array) {
        List<Integer> lengths = new ArrayList<>();
        Object at = array;
        while (at != null && at.getClass().isArray()) {
            int length = Array.getLength(at);
            lengths.add(length);
            at =
                    length > 0 && !at.getClass().getComponentType().isPrimitive()
                            ? Array.get(at, 0)
                            : null;
        }
        return lengths.size() == 1
                ? elements(lengths.get(0))
                : lengths.stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }

    private static String shape(Object value) {
        try {
            Object shape = value.getClass().getMethod("shape").invoke(value);
            if (shape instanceof long[] lengths) {
                return Arrays.stream(lengths)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(" × "));
            }
            return shape instanceof int[] lengths
                    ? Arrays.stream(lengths)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(" × "))
                    : String.valueOf(shape);
        } catch (ReflectiveOperationException none) {
            return "";
        }
    }
}
