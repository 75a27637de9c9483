package dev.vitrine.kernel.protocol;

/**
 * The protocol counts Unicode code points where Java counts UTF-16 units; converted here and
 * nowhere else.
 */
public final class CodePoints {

    private CodePoints() {}

    /** The UTF-16 index of a code point offset; offsets outside the text are moved to its ends. */
    public static int toUtf16(String text, int codePoints) {
        int clamped = Math.max(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        return text.offsetByCodePoints(0, clamped);
    }

    /** The code point offset of a UTF-16 index. */
    public static int fromUtf16(String text, int index) {
        return text.codePointCount(0, index);
    }

    static int cursor(String code, Integer codePoints) {
        return codePoints == null ? code.length() : toUtf16(code, codePoints);
    }
}
