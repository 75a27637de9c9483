package dev.vitrine.extension.array;

import dev.vitrine.extension.text.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * An array's values in brackets as NumPy prints them: all of a small array, and of a large one the
 * first and last three along each axis.
 */
final class ArrayText {

    /** Larger arrays are shown in part. NumPy takes 1000, which fills a screen. */
    static final int THRESHOLD = 200;

    /**
     * How many are shown at each end of an axis of a vector or matrix; NumPy's {@code edgeitems}.
     */
    static final int EDGE = 3;

    /** The same for arrays of higher rank, whose text would fill a screen otherwise. */
    private static final int DEEP_EDGE = 2;

    private static final int MAX_WIDTH = 88;

    private static final int GAP = -1;

    private final Elements elements;
    private final boolean whole;
    private final DoubleFunction<String> format;
    private final int width;

    private ArrayText(Elements elements) {
        this.elements = elements;
        whole = elements.length() <= THRESHOLD;
        List<Double> shown = new ArrayList<>();
        collect(0, 0, shown);
        double[] values = shown.stream().mapToDouble(v -> v).toArray();
        format = Digits.of(values, elements.type().equals("double") ? Digits.DOUBLE : Digits.FLOAT);
        width = shown.stream().mapToInt(v -> format.apply(v).length()).max().orElse(0);
    }

    static String of(Elements elements) {
        if (elements.length() == 0) {
            return "[]";
        }
        StringBuilder text = new StringBuilder();
        new ArrayText(elements).append(text, 0, 0);
        return text.toString();
    }

    /** Indices along an axis, with {@link #GAP} for those left out. */
    private int[] indices(int axis) {
        int extent = (int) Math.min(elements.shape()[axis], Integer.MAX_VALUE);
        int edge = elements.rank() > 2 ? DEEP_EDGE : EDGE;
        if (whole || extent <= 2 * edge) {
            return IntStream.range(0, extent).toArray();
        }
        return IntStream.concat(
                        IntStream.concat(IntStream.range(0, edge), IntStream.of(GAP)),
                        IntStream.range(extent - edge, extent))
                .toArray();
    }

    private void collect(int axis, long offset, List<Double> shown) {
        if (axis == elements.rank()) {
            shown.add(elements.at().applyAsDouble(offset));
            return;
        }
        for (int index : indices(axis)) {
            if (index != GAP) {
                collect(axis + 1, offset * elements.shape()[axis] + index, shown);
            }
        }
    }

    private void append(StringBuilder text, int axis, long offset) {
        if (axis == elements.rank()) {
            text.append(format.apply(elements.at().applyAsDouble(offset)));
            return;
        }
        boolean innermost = axis == elements.rank() - 1;
        String separator =
                innermost
                        ? ", "
                        : "," + "\n".repeat(elements.rank() - axis - 1) + " ".repeat(axis + 1);
        text.append('[');
        int lineStart = text.length();
        boolean first = true;
        for (int index : indices(axis)) {
            if (!first) {
                text.append(separator);
                if (innermost && text.length() - lineStart > MAX_WIDTH - width) {
                    text.setLength(text.length() - 1);
                    text.append('\n').append(" ".repeat(axis + 1));
                    lineStart = text.length();
                }
            }
            first = false;
            if (index == GAP) {
                text.append("\u2026");
                continue;
            }
            long next = offset * elements.shape()[axis] + index;
            if (innermost) {
                String value = format.apply(elements.at().applyAsDouble(next));
                text.append(" ".repeat(width - value.length())).append(value);
            } else {
                append(text, axis + 1, next);
            }
        }
        text.append(']');
    }
}
