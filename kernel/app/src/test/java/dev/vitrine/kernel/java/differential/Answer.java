package dev.vitrine.kernel.java.differential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one cell did, as far as the differential test compares it. Its text is one line, such as
 *
 * <pre>
 * ok
 * ok value Integer "2" out "printed\n"
 * threw ArithmeticException "/ by zero"
 * rejected
 * </pre>
 *
 * @param type simple name of the value's class or of the exception's, or null
 * @param text the value as text or the exception's message, or null
 * @param out what the cell wrote to {@code System.out}
 */
record Answer(Verdict verdict, String type, String text, String out) {

    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern LINE =
            Pattern.compile(
                    "(ok|rejected|threw|broke)(?: (?!out \")(?:value )?([^\\s\"]+) %s)?(?: out %s)?"
                            .formatted(QUOTED, QUOTED));

    enum Verdict {
        /** The cell ran to its end. */
        OK,
        /** The cell did not compile. */
        REJECTED,
        /** The cell threw an exception. */
        THREW,
        /** The evaluator failed in a way that no evaluator may. */
        BROKE
    }

    static Answer ok(String out) {
        return new Answer(Verdict.OK, null, null, out);
    }

    static Answer value(String type, String text, String out) {
        return new Answer(Verdict.OK, type, text, out);
    }

    static Answer rejected() {
        return new Answer(Verdict.REJECTED, null, null, "");
    }

    static Answer threw(String type, String message, String out) {
        return new Answer(Verdict.THREW, type, message, out);
    }

    static Answer broke(String why) {
        return new Answer(Verdict.BROKE, "Evaluator", why, "");
    }

    /**
     * @throws IllegalArgumentException if the line is none of an answer
     */
    static Answer parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not an answer: " + line);
        }
        return new Answer(
                Verdict.valueOf(matcher.group(1).toUpperCase()),
                matcher.group(2),
                matcher.group(3) == null ? null : unquoted(matcher.group(3)),
                matcher.group(4) == null ? "" : unquoted(matcher.group(4)));
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(verdict.name().toLowerCase());
        if (type != null) {
            line.append(verdict == Verdict.OK ? " value " : " ").append(type).append(' ');
            line.append(quoted(text));
        }
        if (!out.isEmpty()) {
            line.append(" out ").append(quoted(out));
        }
        return line.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static String unquoted(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = quoted.charAt(++i);
            switch (c) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> text.append(c);
            }
        }
        return text.toString();
    }
}
