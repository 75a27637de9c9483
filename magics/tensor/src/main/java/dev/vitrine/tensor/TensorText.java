package dev.vitrine.tensor;

import java.util.Locale;
import java.util.StringJoiner;

/** How a tensor is printed: one line about all of it, one with its first values. */
final class TensorText {

    private static final int FIRST = 8;

    private TensorText() {}

    static String of(Tensor tensor) {
        String head =
                String.format(
                        Locale.ROOT,
                        "Tensor%s %s on %s",
                        Shape.text(tensor.shape()),
                        tensor.dtype(),
                        tensor.device());
        if (tensor.length() == 1) {
            return head + ": " + number(tensor.item());
        }
        if (tensor.length() == 0) {
            return head + ": empty";
        }
        Statistics all = Statistics.of(tensor);
        StringJoiner first = new StringJoiner(", ", "[", tensor.length() > FIRST ? ", …]" : "]");
        double[] values = new double[(int) Math.min(FIRST, tensor.length())];
        tensor.view().storage().get(tensor.view().offset(), values, 0, values.length);
        for (double value : values) {
            first.add(number(value));
        }
        String notFinite = all.notFinite() == 0 ? "" : ", " + all.notFinite() + " not finite";
        return head
                + ": mean "
                + number(all.mean())
                + ", std "
                + number(all.standardDeviation())
                + ", min "
                + number(all.min())
                + ", max "
                + number(all.max())
                + notFinite
                + "\n"
                + first;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }
}
