package dev.vitrine.kernel.session;

import java.util.Locale;
import java.util.Map;

/**
 * How much of what one cell prints is shown. A loop that prints without end would fill front ends
 * and notebooks otherwise.
 */
final class OutputLimit {

    /** The environment variable for another limit, in bytes; 0 for none. */
    static final String VARIABLE = "VITRINE_OUTPUT_LIMIT";

    private static final long DEFAULT_BYTES = 20_000_000;

    private final long limit;
    private long printed;
    private boolean told;

    /**
     * @param limit in bytes
     */
    OutputLimit(long limit) {
        this.limit = limit;
    }

    /**
     * What the environment asks for, in bytes.
     *
     * @throws IllegalArgumentException if it is no number; the message names the variable
     */
    static long bytes(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        if (text.isEmpty()) {
            return DEFAULT_BYTES;
        }
        try {
            long asked = Long.parseLong(text.replace("_", ""));
            return asked <= 0 ? Long.MAX_VALUE : asked;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    VARIABLE + " is " + text + "; expected a number of bytes, or 0 for no limit",
                    e);
        }
    }

    /** Counts what is printed, and returns how much of it is to be shown. */
    synchronized int admit(int length) {
        long left = Math.max(0, limit - printed);
        printed += length;
        return (int) Math.min(left, length);
    }

    /** Begins anew, when the output so far is cleared. */
    synchronized void clear() {
        printed = 0;
        told = false;
    }

    /** What to tell when something is cut for the first time; empty afterwards. */
    synchronized String firstCut() {
        if (told) {
            return "";
        }
        told = true;
        return String.format(
                Locale.ROOT,
                "\n[This cell has printed more than %,d bytes; what follows is not shown."
                        + " %s sets another limit, 0 none.]\n",
                limit,
                VARIABLE);
    }

    /** What to tell when the cell has ended; empty if nothing was cut. */
    synchronized String summary() {
        return told
                ? String.format(Locale.ROOT, "[%,d bytes were not shown.]\n", printed - limit)
                : "";
    }
}
