package dev.vitrine.tensor;

import java.util.Locale;

/**
 * Looks at what each operation made. A NaN is always reported, an infinity where no argument had
 * one.
 */
final class NumberCheck {

    private static final int CHUNK = 4096;

    private static volatile boolean on;

    private NumberCheck() {}

    static boolean isOn() {
        return on;
    }

    static void turn(boolean newState) {
        on = newState;
    }

    /** The first element that is not finite. */
    private record Bad(long index, double value, boolean nan) {

        /** Null if all are finite. */
        static Bad in(View view) {
            double[] chunk = new double[(int) Math.min(CHUNK, view.length())];
            Bad infinite = null;
            for (long first = 0; first < view.length(); first += CHUNK) {
                int n = (int) Math.min(CHUNK, view.length() - first);
                view.storage().get(view.offset() + first, chunk, 0, n);
                for (int i = 0; i < n; i++) {
                    if (Double.isNaN(chunk[i])) {
                        return new Bad(first + i, chunk[i], true);
                    }
                    if (infinite == null && Double.isInfinite(chunk[i])) {
                        infinite = new Bad(first + i, chunk[i], false);
                    }
                }
            }
            return infinite;
        }
    }

    static void forward(String operation, View result, Tensor... inputs) {
        Bad bad = Bad.in(result);
        if (bad == null) {
            return;
        }
        StringBuilder arguments = new StringBuilder();
        boolean given = false;
        for (int i = 0; i < inputs.length; i++) {
            given |= Bad.in(inputs[i].view()) != null;
            arguments.append(i == 0 ? "" : "; ").append(describe(i + 1, inputs[i]));
        }
        if (bad.nan() || !given) {
            throw new NotFiniteException(
                    operation
                            + ": made "
                            + bad.value()
                            + " at element "
                            + bad.index()
                            + " of its result "
                            + Shape.text(result.shape())
                            + "; "
                            + arguments);
        }
    }

    private static String describe(int number, Tensor input) {
        Statistics s = Statistics.of(input);
        String range =
                input.length() == 0
                        ? "is empty"
                        : String.format(Locale.ROOT, "is in [%.4g, %.4g]", s.min(), s.max());
        return "argument "
                + number
                + " "
                + Shape.text(input.shape())
                + " "
                + range
                + (s.notFinite() == 0 ? "" : " but for " + s.notFinite() + " NaN or infinite");
    }

    /** A gradient that an operation handed to one of its inputs. */
    static void backward(String operation, int input, View gradient, View dy) {
        Bad bad = Bad.in(gradient);
        if (bad != null && (bad.nan() || Bad.in(dy) == null)) {
            throw new NotFiniteException(
                    operation
                            + ", backward: made "
                            + bad.value()
                            + " at element "
                            + bad.index()
                            + " of the gradient "
                            + Shape.text(gradient.shape())
                            + " of argument "
                            + (input + 1)
                            + (Bad.in(dy) == null ? "" : ", given a gradient that is not finite"));
        }
    }
}
