package dev.vitrine.kernel.display;

import dev.vitrine.api.CellInterrupt;
import java.util.Locale;

/** The text of any value, never longer than a notebook can bear and never an exception. */
public final class BoundedText {

    /** The most characters of one value that are shown. */
    public static final int LIMIT = 100_000;

    private BoundedText() {}

    /**
     * {@code String.valueOf(value)}, cut after {@link #LIMIT} characters with a note of how many
     * are missing.
     */
    public static String of(Object value) {
        return cut(uncut(value), LIMIT);
    }

    /** A text, cut after some characters with a note of how many are missing. */
    public static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return String.format(
                Locale.ROOT,
                "%s… (%,d more characters)",
                text.substring(0, end),
                text.length() - end);
    }

    /** The text of a value, or a line that says why it has none. */
    static String uncut(Object value) {
        if (value == null) {
            return "null";
        }
        try {
            String text = value.toString();
            return text == null ? identityOf(value) + " (its toString() returned null)" : text;
        } catch (CellInterrupt interrupt) {
            throw interrupt;
        } catch (Throwable failure) {
            // The message may throw as well, so only the class is safe to ask for.
            return identityOf(value)
                    + " (its toString() threw "
                    + failure.getClass().getName()
                    + ")";
        }
    }

    private static String identityOf(Object value) {
        return value.getClass().getName()
                + "@"
                + Integer.toHexString(System.identityHashCode(value));
    }
}
