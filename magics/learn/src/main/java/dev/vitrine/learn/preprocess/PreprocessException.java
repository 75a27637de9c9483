package dev.vitrine.learn.preprocess;

/** A preprocessing string says what cannot be done; the message shows where. */
public final class PreprocessException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 120;

    private final int position;

    PreprocessException(String text, int position, String problem) {
        this(text, position, problem, null);
    }

    PreprocessException(String text, int position, String problem, Throwable cause) {
        super(
                "Preprocessing: %s (character %d)%n%s"
                        .formatted(problem, position + 1, pointer(text, position)),
                cause);
        this.position = position;
    }

    /** The text around the place, and a mark below it. */
    private static String pointer(String text, int position) {
        int start = Math.max(0, position - SHOWN / 2);
        int end = Math.min(text.length(), start + SHOWN);
        String before = start > 0 ? "..." : "";
        String line = text.substring(start, end).replaceAll("\\p{Cntrl}", " ");
        return "  %s%s%s%n  %s^"
                .formatted(
                        before,
                        line,
                        end < text.length() ? "..." : "",
                        " ".repeat(before.length() + position - start));
    }

    /** Where the fault is: the index of a character in the string, from 0. */
    public int position() {
        return position;
    }
}
