package dev.vitrine.kernel.java;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far the next line of a cell that goes on is indented. */
public final class ContinuationIndent {

    private static final String STEP = "    ";
    private static final Pattern INDENT = Pattern.compile("^[ \\t]*");
    private static final Pattern OPENS = Pattern.compile("[{(\\[]\\s*(?://.*)?$");

    private ContinuationIndent() {}

    /** That of the last line, and more after an open bracket. */
    public static String after(String code) {
        String trimmed = code.stripTrailing();
        String line = trimmed.substring(trimmed.lastIndexOf('\n') + 1);
        Matcher indent = INDENT.matcher(line);
        String same = indent.find() ? indent.group() : "";
        return OPENS.matcher(line).find() ? same + STEP : same;
    }
}
